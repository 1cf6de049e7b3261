import { writeZip, type ZipFile } from '../../formats/zip/zip';
import { curvesCsv } from '../../runs/records/curves-csv';
import { aboutRun } from '../../runs/export/about-run';
import { cocoInstances, cocoResults } from '../../runs/export/coco';
import { curvesJsonLines } from '../../runs/export/curves-jsonl';
import { curvesTfEvents, tfEventsFileName } from '../../runs/export/curves-tf-events';
import { curvesNpz } from '../../runs/export/run-npz';
import type { LibraryRecord, RunEntry } from '../../runs/library/library-record';
import type { ExportItem } from './download';
import { loadRun } from '../library/kept-runs';

interface RunFile {
  readonly label: string;
  readonly fileName: string;
  /** Null where that kind of run has no such file. */
  readonly make: (record: LibraryRecord) => string | Uint8Array<ArrayBuffer> | null;
}

const files: readonly RunFile[] = [
  {
    label: 'Curves, CSV',
    fileName: 'curves.csv',
    make: (record) => (record.kind === 'evaluation' ? null : curvesCsv(record.curves)),
  },
  {
    label: 'Curves, JSON lines as detectron2’s metrics.json',
    fileName: 'metrics.jsonl',
    make: (record) => (record.kind === 'evaluation' ? null : curvesJsonLines(record.curves)),
  },
  {
    label: 'Curves, NumPy',
    fileName: 'curves.npz',
    make: (record) => (record.kind === 'evaluation' ? null : curvesNpz(record.curves, aboutRun(record))),
  },
  {
    label: 'Curves, TensorBoard',
    fileName: tfEventsFileName(0),
    make: (record) =>
      record.kind === 'evaluation'
        ? null
        : curvesTfEvents(record.curves, Date.parse(record.createdAt) / 1000, aboutRun(record)),
  },
  {
    label: 'Detections, COCO results',
    fileName: 'coco_instances_results.json',
    make: (record) => (record.kind === 'evaluation' ? cocoResults(record, null) : null),
  },
  {
    label: 'Ground truth, COCO instances',
    fileName: 'instances.json',
    make: (record) => (record.kind === 'evaluation' ? cocoInstances(record, null) : null),
  },
];

/** What can be taken away of runs of the library: one file of one run, a zip with a file of each of several. */
export function libraryExports(entries: readonly RunEntry[]): readonly ExportItem[] {
  const kinds = new Set(entries.map(({ head }) => (head.kind === 'evaluation' ? 'evaluation' : 'curves')));
  return files
    .filter(({ label }) => kinds.has(label.startsWith('Curves') ? 'curves' : 'evaluation'))
    .map(({ label, fileName, make }) => ({
      label,
      fileName: entries.length === 1 ? fileName : `${fileName}.zip`,
      make: async () => {
        const made: ZipFile[] = [];
        for (const [index, { head }] of entries.entries()) {
          const content = make(await loadRun(head.id));
          if (content === null) continue;
          if (entries.length === 1) return content;
          const title = head.title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
          made.push({
            path: `${index + 1}-${title}/${fileName}`,
            pack: 'deflate',
            bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
          });
        }
        return writeZip(made);
      },
    }));
}
