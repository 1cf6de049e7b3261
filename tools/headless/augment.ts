import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { mostCopies } from '../../src/data/copies/copy-options';
import type { CopyReport, CopyRequest, DataSetInfo } from '../../src/engine/engine';
import { CodedError } from '../../src/errors/coded-error';
import { readPolicy } from '../../src/photometrics/read-policy';
import { type Command, inAPage } from './command';
import { formats } from './config/image-source';
import { copyTarget, type CopyFiles } from './copy-target';
import { dataSetAt, openDataSet, trainingPart } from './data-set';
import { documentedHint } from './error';
import { inPage, listen } from './in-page';
import { fileAt } from './local-files';
import { type Options, wholeOption, wordOption } from './options';

/** Writes copies of a data set under the transforms of a policy, with their boxes: into a folder, or a zip file where `--out` ends so. */
export const augment: Command = {
  options: [
    'policy',
    'dataset',
    'format',
    'part',
    'copies',
    'probability',
    'originals',
    'other-parts',
    'seed',
    'out',
    'chrome',
    'single-thread',
  ],
  operands: null,
  resultFile: null,
  prepare: async (options) => {
    const [path, ...others] = options.dataset ?? [];
    if (path === undefined || others.length > 0)
      throw new CodedError('bad-arguments', 'augment needs one --dataset: a folder or a zip file.', documentedHint);
    if (options.policy === undefined)
      throw new CodedError('bad-arguments', 'augment needs --policy FILE, a policy.json.', documentedHint);
    const policy = readPolicy(readFileSync(fileAt(options.policy, '--policy'), 'utf8'), options.policy);
    const format = wordOption('format', options.format ?? 'auto', formats);
    const place = dataSetAt(path, '.', format, '--dataset', 'bad-arguments');
    const target = copyTarget(options.out);
    const chosen = {
      policy,
      copies: options.copies === undefined ? 1 : wholeOption('copies', options.copies, 1, mostCopies),
      probability: options.probability === undefined ? policy.probability : shareOption(options.probability),
      seed: options.seed === undefined ? 1 : wholeOption('seed', options.seed, 0, 4_294_967_295),
      originals: options.originals ?? false,
      otherParts: options['other-parts'] === true ? ('unchanged' as const) : ('left-out' as const),
    };
    return inAPage(async (page) => {
      await listen(page);
      const info = await openDataSet(page, place);
      const parts = options.part ?? [trainingPart(info, undefined).name];
      const request = { dataSet: info.id, title: info.title, options: { ...chosen, parts } };
      const report = await copy(page, info, request, target);
      return {
        kind: 'copies',
        dataSet: info.title,
        format: info.format,
        ...request.options,
        policy: options.policy,
        ...report,
        out: target.out,
      };
    });
  },
};

async function copy(page: Page, { title }: DataSetInfo, request: CopyRequest, target: CopyFiles): Promise<CopyReport> {
  const estimate = await inPage(page, (asked: CopyRequest) => playgroundEngine.estimateCopies(asked), request);
  target.checkSpace(estimate.bytes);
  const { pictures, copies, bytes, seconds } = estimate;
  console.error(
    `“${title}”: ${copies} copies of ${pictures} pictures, about ${Math.ceil(bytes / 1e6)} MB and ${Math.ceil(seconds)} s`,
  );
  await page.exposeFunction('writePiece', (path: string, base64: string, isLast: boolean) =>
    target.write(path, Buffer.from(base64, 'base64'), isLast),
  );
  try {
    const report = await copyInPage(page, request, target.form);
    target.end();
    return report;
  } catch (error) {
    target.abandon();
    throw error;
  }
}

function copyInPage(page: Page, request: CopyRequest, form: CopyFiles['form']): Promise<CopyReport> {
  return inPage(
    page,
    async (work: { request: CopyRequest; form: CopyFiles['form'] }) => {
      const { writePiece } = globalThis as unknown as {
        readonly writePiece: (path: string, base64: string, isLast: boolean) => Promise<void>;
      };
      let last = performance.now();
      return playgroundEngine.copyDataSet(work.request, {
        form: work.form,
        write: async ({ path, bytes, isLast }) => {
          let text = '';
          for (let at = 0; at < bytes.length; at += 0x8000)
            text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
          await writePiece(path, btoa(text), isLast);
        },
        onProgress: ({ stage, done, total, secondsLeft }) => {
          if (performance.now() - last < 2000) return;
          last = performance.now();
          const left = secondsLeft === null ? '' : `, ${Math.ceil(secondsLeft)} s left`;
          void reportProgress(`${stage} ${done}/${total}${left}`);
        },
      });
    },
    { request, form },
  );
}

function shareOption(value: NonNullable<Options['probability']>): number {
  const share = /^(?:0|1|0?\.\d+|1\.0*|0\.\d*)$/u.test(value) ? Number(value) : Number.NaN;
  if (share >= 0 && share <= 1) return share;
  throw new CodedError(
    'bad-arguments',
    `--probability must be a number from 0 to 1, not ${JSON.stringify(value)}.`,
    'Correct the value.',
  );
}
