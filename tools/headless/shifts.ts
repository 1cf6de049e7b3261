import { shiftOffsets } from '../../src/analysis/embedding/shift-offsets';
import { writeOffsetsFile } from '../../src/augmentation/offsets-file';
import type { ShiftRequest } from '../../src/engine/engine';
import { type Command, inAPage } from './command';
import { checkConfig, readConfigFile } from './config/read-config';
import { shiftSchema } from './config/shifts-config';
import { inPage } from './in-page';
import { opening, provenance } from './model';
import { commonOptions } from './options';
import { makeFolder, outOf, writeResult, writeWhole } from './out';

/** Measures the true mean shifts of V_a's features between counterfactual pairs; writes them into `--out` as `offsets.safetensors`, a grid of one position each. */
export const shifts: Command = {
  options: ['config', ...commonOptions],
  operands: null,
  resultFile: null,
  prepare: async (options) => {
    const config = checkConfig(readConfigFile(options.config, 'shifts'), shiftSchema);
    const out = outOf(options.out, 'shifts');
    const open = opening(options);
    return inAPage(async (page) => {
      const ready = await open(page);
      const measured = await inPage(
        page,
        async (request: ShiftRequest) => (await playgroundEngine.measureShifts(request)).shifts,
        config,
      );
      const rows = measured.map(({ condition, shift }) => ({ prompt: condition, shift }));
      const reliability = Object.fromEntries(measured.map((row) => [row.condition, row.reliability]));
      const run = { kind: 'shifts', ...provenance(ready), config, reliability };
      makeFolder(out);
      writeWhole(out, 'offsets.safetensors', writeOffsetsFile(shiftOffsets('day-clear', rows)));
      writeResult(out, 'run.json', run);
      return { ...run, out };
    });
  },
};
