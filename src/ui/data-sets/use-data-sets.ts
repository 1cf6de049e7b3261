import { useMemo } from 'react';
import { classFates } from '../../analysis/data-sets/class-fates';
import { dataSources } from '../../analysis/data-sets/data-sources';
import type { DataSetInfo } from '../../engine/engine';
import { detectorNamed } from '../../method/shipped-detectors';
import { chosenFolder } from '../../state/files/dropped-files';
import { openBrowser } from '../../state/files/browsed-pictures';
import { cancelOpening, openFolder, openZippedData, removeDataSet } from '../../state/files/open-data-set';
import { cancelCopy, estimateCopy, startCopy } from '../../state/jobs/data-sets/copy-data';
import type { CopySettings } from '../../state/store/data-slice';
import { cancelDescription, describeData } from '../../state/jobs/data-sets/describe-data';
import { dataObstacle, evaluationOf } from '../../state/settings/data-choices';
import type { DataChoice } from '../../state/store/data-slice';
import { store, useStore } from '../../state/store/store';

/** The files that a report is taken away as. */
export { dataReportExports } from '../../state/jobs/data-sets/describe-data';

/** So many images of each part are chosen where a data set is to be evaluated. */
const imagesAtFirst = 50;

/** Whether the dialog is shown. */
export function useDataDialog() {
  return { shown: useStore((state) => state.dataShown), onClose: () => store.getState().setDataShown(false) };
}

/** The open data sets, and the ways to open more. */
export function useDataSets() {
  return {
    dataSets: useStore((state) => state.dataSets),
    onFolder: (chosen: readonly File[]) => {
      const { name, files } = chosenFolder(chosen);
      void openFolder(name, files);
    },
    onZip: (file: File) => void openZippedData(file),
  };
}

/** How far the reading of a data set is. */
export function useDataSetOpening() {
  return { opening: useStore((state) => state.dataSetOpening), onCancel: cancelOpening };
}

/** What can be done with an open data set. */
export function useDataSetActions(info: DataSetInfo) {
  return {
    /** Whether something works on data now. */
    busy: useStore(
      ({ evaluationProgress, training: { status } }) => evaluationProgress !== null || status === 'running',
    ),
    onBrowse: () => void openBrowser(info),
    onEvaluate: () => {
      const { setEvaluationChoice, setDataShown, setView } = store.getState();
      setEvaluationChoice({ source: evaluationOf(info, imagesAtFirst) });
      setDataShown(false);
      setView('evaluate');
    },
    onRemove: () => void removeDataSet(info.id),
  };
}

/** What the detector that is chosen for evaluation makes of the classes of a data set. */
export function useClassFates(info: DataSetInfo) {
  const detectors = useStore((state) => state.detectors);
  const chosen = useStore((state) => state.evaluationChoice.a.detector);
  const detector = detectorNamed(detectors, chosen) ?? null;
  const fates = useMemo(() => classFates(info, detector?.config.classes ?? []), [info, detector]);
  return { detector, fates };
}

/** What all pictures of a data set are, where somebody has asked for it. */
export function useDataReport(info: DataSetInfo) {
  return {
    report: useStore((state) => state.dataReports[info.id]),
    onDescribe: () => void describeData(info),
    onCancel: cancelDescription,
  };
}

/** An augmented copy of a data set. */
export function useDataCopy(info: DataSetInfo) {
  return {
    copy: useStore((state) => state.dataCopies[info.id]),
    /** Whether the page's prompts can choose. */
    hasDictionary: useStore((state) => state.photometrics.dictionary !== null),
    onEstimate: (settings: CopySettings) => void estimateCopy(info, settings),
    onStart: () => void startCopy(info),
    onCancel: () => cancelCopy(info),
    onForget: () => store.getState().setDataCopy(info.id, null),
  };
}

/** The parts that images can be taken from. @param chosen null for built-in scenes */
export function useDataSources(chosen: DataChoice | null) {
  const dataSets = useStore((state) => state.dataSets);
  return {
    sources: useMemo(() => dataSources(dataSets), [dataSets]),
    /** Why images of the chosen part cannot be had; null where they can. */
    obstacle: useStore((state) => dataObstacle(state, chosen)),
    onShowData: () => store.getState().setDataShown(true),
  };
}
