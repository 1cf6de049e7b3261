import * as v from 'valibot';
import type { BundleFile } from '../clip/bundle-files';
import type { Progress } from './engine';
import { EngineError } from './errors';
import { ProgressMeter, throttled } from './progress';

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** `globalThis.fetch` unless given. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What a bundle's folder may have beside it: the list of its files, which a web server does not give. */
const indexName = 'bundle.json';

const indexSchema = v.object({
  files: v.array(
    v.object({
      path: v.pipe(v.string(), v.regex(/^(?!.*(?:^|\/)\.)[\w.-]+(?:\/[\w.-]+)*$/u, 'is no path inside the bundle')),
      bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
  ),
});

interface Wanted {
  readonly path: string;
  readonly required: boolean;
  /** Known only from an index. */
  readonly bytes: number | null;
}

/** The layout of the public CLIP exports, for folders without an index. */
const usualFiles: readonly Wanted[] = [
  ...['config.json', 'textual/model.onnx', 'textual/tokenizer.json', 'visual/model.onnx'].map((path) => ({
    path,
    required: true,
    bytes: null,
  })),
  ...['visual/preprocess_cfg.json', 'textual/tokenizer_config.json', 'textual/words.json'].map((path) => ({
    path,
    required: false,
    bytes: null,
  })),
];

/**
 * Downloads a bundle from its folder.
 * @throws EngineError `bundle-file-missing`, `bundle-file-broken` (cut short), `cancelled`
 */
export async function fetchBundle(folder: string, options: FetchOptions): Promise<readonly BundleFile[]> {
  const wanted = await readIndex(folder, options);
  const meter = new ProgressMeter('Downloading the model', 0, 'bytes');
  const report = throttled(50, options.onProgress);
  const totals = new Map(wanted.map(({ path, bytes }) => [path, bytes ?? 0]));
  const received = new Map<string, number>();
  const show = (last = false) => report(meter.at(sum(received), Math.max(sum(totals), sum(received))), last);
  const files = await Promise.all(
    wanted.map(async ({ path, required, bytes }) => {
      const file = await fetchFile(new URL(path, folder).href, path, bytes, options, (done, total) => {
        if (total !== null) totals.set(path, total);
        received.set(path, done);
        show();
      });
      if (file === null && required) throw missing(path, new URL(path, folder).href, 'the server has no such file');
      return file === null ? [] : [{ path, file }];
    }),
  );
  show(true);
  return files.flat();
}

async function readIndex(folder: string, options: FetchOptions): Promise<readonly Wanted[]> {
  const file = await fetchFile(new URL(indexName, folder).href, indexName, null, options, () => undefined);
  if (file === null) return usualFiles;
  const result = v.safeParse(indexSchema, parseJson(await file.text()));
  if (!result.success) throw broken(indexName, 'it is no list of files');
  return result.output.files.map((entry) => ({ ...entry, required: true }));
}

/** @returns null where the server has no such file, or answers with a page in its place */
async function fetchFile(
  url: string,
  path: string,
  bytes: number | null,
  { signal, fetch = globalThis.fetch }: FetchOptions,
  onBytes: (done: number, total: number | null) => void,
): Promise<Blob | null> {
  const response = await request(url, path, signal, fetch);
  if (response === null) return null;
  const declared = bytes ?? declaredLength(response);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  onBytes(0, declared);
  try {
    const reader = response.body?.getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      parts.push(next.value);
      done += next.value.length;
      onBytes(done, declared);
    }
  } catch (error) {
    if (signal.aborted) throw error;
    throw broken(path, `the connection broke off after ${done} bytes`, error);
  }
  if (declared !== null && done !== declared) throw broken(path, `${done} of ${declared} bytes arrived`);
  const file = new Blob(parts);
  // A single-page server answers every address with its page, whatever the content type says.
  return (await looksLikeHtml(file)) ? null : file;
}

async function request(
  url: string,
  path: string,
  signal: AbortSignal,
  fetch: typeof globalThis.fetch,
): Promise<Response | null> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw missing(
      path,
      url,
      'the server could not be reached, or does not allow pages of other origins to read it',
      error,
    );
  }
  if (response.status === 404 || response.status === 403 || response.status === 410) return null;
  if (!response.ok) throw missing(path, url, `the server answered ${response.status} ${response.statusText}`.trim());
  return response;
}

/** Content-Length counts compressed bytes where the answer is compressed. */
function declaredLength({ headers }: Response): number | null {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? null : Number(length);
}

async function looksLikeHtml(file: Blob): Promise<boolean> {
  const start = (await file.slice(0, 256).text()).trimStart().toLowerCase();
  return start.startsWith('<!doctype html') || start.startsWith('<html') || start.startsWith('<!--');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema says what is wrong with undefined.
    return undefined;
  }
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, value) => total + value, 0);
}

function missing(path: string, url: string, reason: string, cause?: unknown): EngineError {
  return new EngineError(
    {
      code: 'bundle-file-missing',
      message: `The model's file ${path} is missing: ${reason}.`,
      hint: 'Check the address of the folder, or download the files and drop them here.',
      details: url,
    },
    { cause },
  );
}

function broken(path: string, reason: string, cause?: unknown): EngineError {
  return new EngineError(
    { code: 'bundle-file-broken', message: `The model's file ${path} is damaged: ${reason}.`, hint: 'Load it again.' },
    { cause },
  );
}
