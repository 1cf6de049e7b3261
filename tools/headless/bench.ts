import { type Command, inAPage } from './command';
import { opening, provenance } from './model';
import { commonOptions } from './options';

/** What `npm run bench` measures, with the model and the backend of the options. */
export const bench: Command = {
  options: commonOptions,
  operands: null,
  resultFile: 'result.json',
  prepare: async (options) => {
    const open = opening(options);
    return inAPage(async (page) => {
      const ready = await open(page);
      const { measure } = await import('../bench/speeds');
      return { kind: 'bench', ...provenance(ready), ...(await measure(page, ready, options.chrome)) };
    });
  },
};
