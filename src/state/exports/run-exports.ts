import type { CurveTable } from '../../runs/records/curve-table';
import { curvesCsv } from '../../runs/records/curves-csv';
import { aboutRun } from '../../runs/export/about-run';
import { curveFigure } from '../../runs/figures/curve-figure';
import type { LineLook } from '../../runs/figures/line-looks';
import { curvesJsonLines } from '../../runs/export/curves-jsonl';
import { curvesTfEvents, tfEventsFileName } from '../../runs/export/curves-tf-events';
import { offsetsSafetensors } from '../../runs/export/offsets-safetensors';
import { curvesNpz, offsetsNpz } from '../../runs/export/run-npz';
import type { RunRecord } from '../../runs/records/run-record';
import type { ExportItem } from './download';
import { figureExports } from './figure-exports';

interface DrawnColumn {
  readonly column: string;
  readonly label: string;
  readonly look: LineLook;
}

interface CurveExports {
  /** Taken when an item is chosen: a run may still go on. */
  readonly record: () => RunRecord | null;
  /** What the figure shows. */
  readonly drawn: readonly DrawnColumn[];
  readonly yLabel: string;
  readonly logarithmic: boolean;
}

/** Curves of a run in every form, and as a figure. */
export function curveExports({ record, drawn, yLabel, logarithmic }: CurveExports): readonly ExportItem[] {
  const taken = () => {
    const run = record();
    if (!run) throw new Error('There is no run to export.');
    return { run, about: aboutRun(run) };
  };
  return [
    { label: 'Curves, CSV', fileName: 'curves.csv', make: () => curvesCsv(taken().run.curves) },
    {
      label: 'Curves, JSON lines (detectron2)',
      fileName: 'metrics.jsonl',
      make: () => curvesJsonLines(taken().run.curves),
    },
    ...figureExports('Figure', 'curves', () => {
      const { run, about } = taken();
      return curveFigure({
        title: run.title,
        xLabel: 'Iteration',
        yLabel,
        logX: false,
        logY: logarithmic,
        smoothing: 0,
        steady: true,
        lines: drawn.map(({ column, label, look }) => ({
          label,
          look,
          x: columnOf(run.curves, 'step'),
          y: columnOf(run.curves, column),
        })),
        about,
      });
    }),
    {
      label: 'Curves, NumPy',
      fileName: 'curves.npz',
      make: () => {
        const { run, about } = taken();
        return curvesNpz(run.curves, about);
      },
    },
    {
      label: 'Curves, TensorBoard',
      fileName: tfEventsFileName(Date.now() / 1000),
      make: () => {
        const { run, about } = taken();
        return curvesTfEvents(run.curves, Date.parse(run.createdAt) / 1000, about);
      },
    },
  ];
}

/** Whole offsets of a run. */
export function offsetExports(record: () => RunRecord | null): readonly ExportItem[] {
  const taken = () => {
    const run = record();
    if (run?.kind !== 'optimisation' || run.offsets?.kind !== 'full') throw new Error('There are no whole offsets.');
    return { offsets: run.offsets.offsets, about: aboutRun(run) };
  };
  return [
    {
      label: 'Offsets [T, C, H, W], safetensors',
      fileName: 'offsets.safetensors',
      make: () => {
        const { offsets, about } = taken();
        return offsetsSafetensors(offsets, about);
      },
    },
    {
      label: 'Offsets [T, C, H, W], NumPy',
      fileName: 'offsets.npz',
      make: () => {
        const { offsets, about } = taken();
        return offsetsNpz(offsets, about);
      },
    },
  ];
}

function columnOf({ columns, values }: CurveTable, name: string): Float64Array {
  return values[columns.indexOf(name)] ?? new Float64Array(0);
}
