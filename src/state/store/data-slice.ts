import type {
  CopyEstimate,
  CopyOptions,
  CopyReport,
  DataSetDescription,
  DataSetInfo,
  Progress,
  TrainingDataSet,
} from '../../engine/engine';
import { evaluationLinkDefaults } from '../settings/permalink-runs';
import type { EvaluationSlice } from './evaluation-slice';
import { firstPicture, type SceneSlice } from './panes/scene-slice';
import type { Slice } from './slice';

/** A part of an open data set, as a source of images. */
export type DataChoice = TrainingDataSet;

/** A data set that is being read. */
export interface DataSetOpening {
  readonly name: string;
  /** Null before its files are listed. */
  readonly progress: Progress | null;
}

/** What was found when all pictures of a data set were measured. */
export type DataReport =
  | { readonly kind: 'measuring'; /** Null before the first picture. */ readonly progress: Progress | null }
  | { readonly kind: 'done'; readonly description: DataSetDescription };

/** What the user chooses for an augmented copy. */
export interface CopySettings extends Omit<CopyOptions, 'policy'> {
  /** A policy.json; null takes what the page's prompts choose when the copy is made. */
  readonly policyFile: File | null;
}

/** An augmented copy of a data set: what is wanted, and how far it is. */
export type DataCopy = { readonly settings: CopySettings } & DataCopyState;

type DataCopyState =
  | { readonly kind: 'estimating' }
  | {
      readonly kind: 'estimated';
      readonly estimate: CopyEstimate;
      /** Bytes that the browser's storage takes, where the copy is made there first. */
      readonly room: number | null;
    }
  | { readonly kind: 'copying'; /** Null before the first picture. */ readonly progress: Progress | null }
  | { readonly kind: 'done'; readonly report: CopyReport; /** Of the zip file. */ readonly bytes: number };

export interface DataSlice {
  /** Open while the page is. */
  readonly dataSets: readonly DataSetInfo[];
  /** By the ids of data sets that somebody asked for. */
  readonly dataReports: Readonly<Record<string, DataReport>>;
  /** By the ids of data sets that somebody copies. */
  readonly dataCopies: Readonly<Record<string, DataCopy>>;
  readonly dataSetOpening: DataSetOpening | null;
  /** Whether the Data dialog is shown. */
  readonly dataShown: boolean;
  /** Where the crops of the next optimisation come from; null is built-in scenes. */
  readonly optimisationData: DataChoice | null;
  /** What the next training sees; null is built-in scenes. */
  readonly trainingData: DataChoice | null;
  /** One of the same id is replaced. */
  readonly addDataSet: (info: DataSetInfo) => void;
  /** Choices that it was part of fall back to built-in scenes. */
  readonly dropDataSet: (id: string) => void;
  /** Notes an image that turned out to be unreadable. */
  readonly addDataProblem: (id: string, reason: string) => void;
  /** Null forgets it. */
  readonly setDataReport: (id: string, report: DataReport | null) => void;
  /** Null forgets it. */
  readonly setDataCopy: (id: string, copy: DataCopy | null) => void;
  readonly setDataSetOpening: (opening: DataSetOpening | null) => void;
  readonly setDataShown: (shown: boolean) => void;
  readonly setOptimisationData: (choice: DataChoice | null) => void;
  readonly setTrainingData: (choice: DataChoice | null) => void;
}

export const createDataSlice: Slice<
  DataSlice,
  DataSlice & Pick<EvaluationSlice, 'evaluationChoice'> & Pick<SceneSlice, 'pictureRef'>
> = (set) => ({
  dataSets: [],
  dataReports: {},
  dataCopies: {},
  dataSetOpening: null,
  dataShown: false,
  optimisationData: null,
  trainingData: null,
  addDataSet: (info) =>
    set(({ dataSets, dataReports }) => ({
      dataSets: [...dataSets.filter(({ id }) => id !== info.id), info],
      dataReports: without(dataReports, info.id),
    })),
  dropDataSet: (id) =>
    set(({ dataSets, dataReports, dataCopies, optimisationData, trainingData, evaluationChoice, pictureRef }) => {
      const { source } = evaluationChoice;
      const evaluated = source.kind === 'data-set' && source.dataSet === id;
      return {
        dataSets: dataSets.filter((other) => other.id !== id),
        dataReports: without(dataReports, id),
        dataCopies: without(dataCopies, id),
        optimisationData: optimisationData?.id === id ? null : optimisationData,
        trainingData: trainingData?.id === id ? null : trainingData,
        pictureRef: pictureRef.kind === 'data' && pictureRef.dataSet === id ? firstPicture : pictureRef,
        evaluationChoice: evaluated ? { ...evaluationChoice, source: evaluationLinkDefaults.source } : evaluationChoice,
      };
    }),
  addDataProblem: (id, reason) =>
    set(({ dataSets }) => ({
      dataSets: dataSets.map((info) =>
        info.id !== id || info.problems.some((known) => known.reason === reason)
          ? info
          : { ...info, problems: [...info.problems, { file: '', reason }], problemCount: info.problemCount + 1 },
      ),
    })),
  setDataReport: (id, report) =>
    set(({ dataReports }) => ({
      dataReports: report === null ? without(dataReports, id) : { ...dataReports, [id]: report },
    })),
  setDataCopy: (id, copy) =>
    set(({ dataCopies }) => ({
      dataCopies: copy === null ? without(dataCopies, id) : { ...dataCopies, [id]: copy },
    })),
  setDataSetOpening: (dataSetOpening) => set({ dataSetOpening }),
  setDataShown: (dataShown) => set({ dataShown }),
  setOptimisationData: (optimisationData) => set({ optimisationData }),
  setTrainingData: (trainingData) => set({ trainingData }),
});

function without<Entry>(entries: Readonly<Record<string, Entry>>, id: string): Readonly<Record<string, Entry>> {
  const { [id]: _gone, ...others } = entries;
  return others;
}
