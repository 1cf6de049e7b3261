import type { DataSetDescription, DataSetInfo } from '../../../engine/engine';
import { writeCsv } from '../../../formats/tables/csv';
import type { ExportItem } from '../../exports/download';
import { engine } from '../engine-access';
import { LatestTurn } from '../latest-turn';
import { reportError } from '../../store/report-error';
import { store } from '../../store/store';

const measuring = new LatestTurn();
let underWay: { readonly id: string; readonly ended: Promise<void> } | null = null;

/** Measures all pictures of a data set, and keeps what was found with it: what an evaluation would see, and all that was left out. */
export function describeData(info: DataSetInfo): Promise<void> {
  const isMeasured = store.getState().dataReports[info.id]?.kind === 'measuring';
  if (underWay?.id !== info.id || !isMeasured) underWay = { id: info.id, ended: measure(info) };
  return underWay.ended;
}

async function measure({ id, title }: DataSetInfo): Promise<void> {
  const turn = measuring.begin();
  const { setDataReport } = store.getState();
  setDataReport(id, { kind: 'measuring', progress: null });
  try {
    const description = await engine().describeDataSet(
      { dataSet: id, title },
      {
        signal: turn.signal,
        onProgress: (progress) => {
          if (turn.isNewest()) setDataReport(id, { kind: 'measuring', progress });
        },
      },
    );
    setDataReport(id, { kind: 'done', description });
  } catch (error) {
    setDataReport(id, null);
    reportError(error);
  }
}

/** Ends the measuring that is under way. */
export function cancelDescription(): void {
  measuring.cancel();
}

/** The whole report as files. */
export function dataReportExports(title: string, description: DataSetDescription): readonly ExportItem[] {
  const { parts, problems } = description;
  return [
    {
      label: 'Images and objects, CSV',
      fileName: `${title}-objects.csv`,
      make: () =>
        writeCsv(
          ['part', 'file', 'width', 'height', 'class', 'x1', 'y1', 'x2', 'y2', 'difficult', 'crowd'],
          parts.flatMap(({ name, images }) =>
            images.flatMap(({ file, width, height, objects }) => {
              const image = [name, file, width, height];
              // An image without objects has a row of its own, so that none is missing.
              if (objects.length === 0) return [[...image, '', '', '', '', '', '', '']];
              return objects.map((object) => [
                ...image,
                object.class,
                ...object.box,
                String(object.difficult),
                String(object.crowd),
              ]);
            }),
          ),
        ),
    },
    {
      label: 'Problems, CSV',
      fileName: `${title}-problems.csv`,
      make: () =>
        writeCsv(
          ['file', 'problem'],
          problems.map(({ file, message }) => [file, message]),
        ),
    },
    {
      label: 'All of it, JSON',
      fileName: `${title}-data.json`,
      make: () => JSON.stringify(description, null, 1),
    },
  ];
}
