import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { shiftOffsets } from '../../src/augmentation/mean-shift';
import { writeOffsetsFile } from '../../src/augmentation/offsets-file';
import type { ShiftRequest } from '../../src/engine/engine';
import type { Command } from './commands';
import { outOf, readConfig } from './config';
import { inPage, listen } from './in-page';
import { backendOf, prepare } from './model';

const configSchema = v.strictObject({
  /** Condition names, e.g. `night-rainy`. */
  conditions: v.pipe(v.array(v.string()), v.minLength(1)),
  scenes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  split: v.picklist(['train', 'val', 'test']),
});

/** Measures the true mean shifts of V_a's features between counterfactual pairs; writes them into `--out` as `offsets.safetensors`, a grid of one position each. */
export const shifts: Command = async (options) => {
  const config = await readConfig(options.config, configSchema);
  const out = outOf(options.out);
  const choice = backendOf(options);
  return async (page) => {
    const { backend, model } = await prepare(page, choice);
    await listen(page, { progress: (line) => console.error(line) });
    const measured = await inPage(
      page,
      async (request: ShiftRequest) => {
        const { shifts: found } = await playgroundEngine.measureShifts(request);
        return found.map(({ condition, shift, reliability }) => ({ condition, shift: Array.from(shift), reliability }));
      },
      config,
    );
    const rows = measured.map(({ condition, shift }) => ({ prompt: condition, shift: Float32Array.from(shift) }));
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'offsets.safetensors'), writeOffsetsFile(shiftOffsets('day-clear', rows)));
    const run = { kind: 'shifts', config, model: model.hash, backend: backend.name };
    writeFileSync(join(out, 'run.json'), `${JSON.stringify(run, null, 1)}\n`);
    const reliability = Object.fromEntries(measured.map((row) => [row.condition, row.reliability]));
    return { ...run, reliability, out };
  };
};
