import { CodedError } from '../../src/errors/coded-error';
import type { Page } from '@playwright/test';
import type { DataSetDescription, DataSetDescriptionRequest } from '../../src/engine/engine';
import { inAPage, type Command } from './command';
import { formats } from './config/image-source';
import { dataSetAt, openDataSet } from './data-set';
import { inPage, listen } from './in-page';
import { commonOptions, wholeOption, wordOption } from './options';
import { documentedHint } from './error';

/** What is read of a data set before anything is computed: all images with their objects, and all that was left out. */
export const data: Command = {
  options: ['dataset', 'format', 'part', 'count', ...commonOptions],
  operands: null,
  resultFile: 'result.json',
  prepare: async (options) => {
    const [path, ...others] = options.dataset ?? [];
    if (path === undefined || others.length > 0)
      throw new CodedError('bad-arguments', 'data needs one --dataset: a folder or a zip file.', documentedHint);
    const format = wordOption('format', options.format ?? 'auto', formats);
    const place = dataSetAt(path, '.', format, '--dataset', 'bad-arguments');
    const count = options.count === undefined ? {} : { count: wholeOption('count', options.count, 1, 100_000_000) };
    const parts = options.part === undefined ? {} : { parts: options.part };
    return inAPage(async (page) => {
      let text = '';
      await listen(page, {
        file: (_, bytes) => {
          text = new TextDecoder().decode(bytes);
        },
      });
      const { id, title } = await openDataSet(page, place);
      await describe(page, { dataSet: id, title, ...parts, ...count });
      return JSON.parse(text) as DataSetDescription;
    });
  },
};

/** Has the page send it as a file, because it may be longer than a message. */
async function describe(page: Page, description: DataSetDescriptionRequest): Promise<void> {
  await inPage(
    page,
    async (request: DataSetDescriptionRequest) => {
      let last = 0;
      const found = await playgroundEngine.describeDataSet(request, {
        onProgress: ({ stage, done, total }) => {
          if (performance.now() - last < 2000) return;
          last = performance.now();
          void reportProgress(`${stage} ${done}/${total}`);
        },
      });
      // Closed: nothing that is imported here exists in the page. The tool's own writer mends what is no text.
      await saveFile('description.json', new TextEncoder().encode(JSON.stringify(found)));
      return null;
    },
    description,
  );
}
