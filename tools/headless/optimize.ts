import { type Command, inAPage } from './command';
import { methodSchema, offsetSchema, styleSchema } from './config/optimize-config';
import { checkConfig, readConfigFile } from './config/read-config';
import { opening } from './model';
import { learnOffsets } from './offsets';
import { commonOptions, wholeOption } from './options';
import { outOf } from './out';
import { learnStyles } from './styles';

/**
 * Learns semantic offsets, or styles where the method is PIN; writes `run.json`, `curves.csv` and `offsets.safetensors` or
 * `styles.safetensors` into `--out`.
 */
export const optimize: Command = {
  options: ['config', ...commonOptions],
  operands: null,
  resultFile: null,
  prepare: async (options) => {
    const file = readConfigFile(options.config, 'optimize');
    const { method } = checkConfig(file, methodSchema);
    const out = outOf(options.out, 'optimize');
    const seed = options.seed === undefined ? {} : { seed: wholeOption('seed', options.seed, 0, 4_294_967_295) };
    const open = opening(options);
    const work =
      method === 'pin'
        ? learnStyles({ ...checkConfig(file, styleSchema), ...seed }, file.folder, out)
        : learnOffsets({ ...checkConfig(file, offsetSchema), ...seed }, file.folder, out);
    return inAPage(async (page) => work(page, await open(page)));
  },
};
