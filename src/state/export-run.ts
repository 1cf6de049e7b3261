import { writeSafetensors } from '../formats/safetensors';
import { curvesCsv } from '../runs/curves-csv';
import { download } from './download';
import { store } from './store';

/** `curves.csv`: one row per iteration, per-target columns after the totals. */
export function exportCurves(): void {
  const { curve } = store.getState().run;
  if (curve) download('curves.csv', curvesCsv(curve.toTable()), 'text/csv');
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
