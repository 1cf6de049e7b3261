import { writeSafetensors } from '../formats/safetensors';
import { curvesCsv } from '../runs/curves-csv';
import { download } from './download';
import { reportError } from './report-error';
import { loadRun } from './run-library';
import { store } from './store';

/** `curves.csv`: one row per iteration, per-target columns after the totals. */
export function exportCurves(): void {
  const { curve } = store.getState().run;
  if (curve) download('curves.csv', curvesCsv(curve.toTable()), 'text/csv');
}

/** The curves of runs of the library, a file each; evaluations have none. */
export async function exportRunCurves(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    try {
      const record = await loadRun(id);
      if (record.kind === 'evaluation') continue;
      const name = record.title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
      download(`curves-${name}.csv`, curvesCsv(record.curves), 'text/csv');
    } catch (error) {
      reportError(error);
    }
  }
}

/** `offsets.safetensors`: `offsets` [T, C, H, W] in the reference's axis order, prompts and provenance as metadata. */
export function exportOffsets(): void {
  const { offsets, config, provenance } = store.getState().run;
  if (!offsets) return;
  const { targetPrompts, channels, height, width, values } = offsets;
  const bytes = writeSafetensors(
    [{ name: 'offsets', dtype: 'F32', shape: [targetPrompts.length, channels, height, width], data: values }],
    {
      format: 'clip-the-gap-offsets',
      sourcePrompt: offsets.sourcePrompt,
      targetPrompts: JSON.stringify(targetPrompts),
      config: JSON.stringify(config),
      provenance: JSON.stringify(provenance),
    },
  );
  download('offsets.safetensors', bytes, 'application/octet-stream');
}
