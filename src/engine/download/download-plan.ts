import * as v from 'valibot';
import { describeIssue } from '../../runs/records/schema-parts';
import { chooseFiles } from './choose-files';
import { broken } from './download-error';
import { hubFileUrl, listHub, type HubAddress } from './hub';
import { addressText, type ModelAddress } from './model-address';
import { memorySink } from './sink';
import { transfer, type RemoteFile, type TransferOptions } from './transfer';

/** All that is to be fetched of a model. */
export interface DownloadPlan {
  /** In one line, with the commit where it is known. */
  readonly title: string;
  readonly commit: string | null;
  /** What is said while it is fetched; “Downloading the model” by default. */
  readonly stage?: string;
  /** What it is for, where it is no CLIP. */
  readonly use?: 'proposals';
  readonly files: readonly RemoteFile[];
}

export type PlanOptions = Pick<TransferOptions, 'signal' | 'fetch' | 'pause' | 'idleMilliseconds'>;

/** What a bundle's folder may have beside it: the list of its files, which a web server does not give. */
const indexName = 'bundle.json';

/** A list of more files or bytes is no model's. */
const mostFiles = 1000;
const mostIndexBytes = 2 ** 20;

const indexSchema = v.object({
  files: v.pipe(
    v.array(
      v.object({
        path: v.pipe(v.string(), v.regex(/^(?!.*(?:^|\/)\.)[\w.-]+(?:\/[\w.-]+)*$/u, 'is no path inside the bundle')),
        bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
        sha256: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u))),
      }),
    ),
    v.maxLength(mostFiles, `has more than ${mostFiles} files`),
  ),
});

type Wanted = Pick<RemoteFile, 'path' | 'required' | 'bytes' | 'sha256'>;

const wanted = (path: string, required: boolean, sha256: string | null = null): Wanted => ({
  path,
  required,
  bytes: null,
  sha256,
});

/** The layout of the public CLIP exports, for folders that nobody lists. */
const usualFiles: readonly Wanted[] = [
  ...['config.json', 'textual/model.onnx', 'textual/tokenizer.json', 'visual/model.onnx'].map((path) =>
    wanted(path, true),
  ),
  ...['visual/preprocess_cfg.json', 'textual/tokenizer_config.json', 'textual/words.json'].map((path) =>
    wanted(path, false),
  ),
];

/** What may lie beside a single file of weights. */
const companions = ['config.json', 'open_clip_config.json', 'tokenizer.json', 'tokenizer_config.json'];

/**
 * Finds out what to fetch: from the hub's list, from a folder's `bundle.json`, else the usual files.
 *
 * @throws EngineError `bundle-file-missing` or `bundle-file-broken` where there is no model at the address, or its list cannot be read
 */
export async function planDownload(address: ModelAddress, options: PlanOptions): Promise<DownloadPlan> {
  switch (address.kind) {
    case 'hub':
      return planHub(address, options);
    case 'folder':
      return { title: address.url, commit: null, files: placed(await readIndex(address.url, options), address.url) };
    case 'file': {
      const weights = wanted(pathOf(address.file), true, hashInAddress(address.url));
      const files = [
        { ...weights, url: address.url + address.file, version: null },
        ...placed(
          companions.map((path) => wanted(path, false)),
          address.url,
        ),
      ];
      return { title: addressText(address, null), commit: null, files };
    }
    default:
      return address satisfies never;
  }
}

async function planHub(address: HubAddress, { signal, fetch }: PlanOptions): Promise<DownloadPlan> {
  const { folder, file, repository } = address;
  const listing = await listHub(address, signal, fetch);
  const revision = listing?.commit ?? address.revision ?? 'main';
  const chosen: readonly Wanted[] =
    listing !== null
      ? chooseFiles(listing.files, folder, file, repository)
      : file === null
        ? usualFiles
        : [wanted(file, true), ...companions.map((path) => wanted(path, false))];
  return {
    title: addressText(address, listing?.commit ?? null),
    commit: listing?.commit ?? null,
    files: chosen.map(({ path, required, bytes, sha256 }) => ({
      path,
      required,
      bytes,
      sha256,
      url: hubFileUrl(address, revision, folder + path),
      version: null,
    })),
  };
}

async function readIndex(folder: string, options: PlanOptions): Promise<readonly Wanted[]> {
  const sink = memorySink();
  const url = fileUrl(folder, indexName);
  const file: RemoteFile = { ...wanted(indexName, false), url, version: null };
  if (!(await transfer(file, sink, { ...options, mostBytes: mostIndexBytes, onBytes: () => undefined })))
    return usualFiles;
  const result = v.safeParse(indexSchema, parseJson(await (await sink.file()).text()));
  if (!result.success)
    throw broken(
      indexName,
      `it is no list of files: ${describeIssue(result.issues)}`,
      'Load it again, or take it out of the folder.',
    );
  return result.output.files.map(({ path, bytes, sha256 = null }) => ({ path, bytes, sha256, required: true }));
}

function placed(files: readonly Wanted[], folder: string): readonly RemoteFile[] {
  return files.map((file) => ({ ...file, url: fileUrl(folder, file.path), version: null }));
}

/** A folder's query, such as a key, belongs to each of its files. */
function fileUrl(folder: string, path: string): string {
  const url = new URL(path, folder);
  url.search = new URL(folder).search;
  return url.href;
}

function pathOf(file: string): string {
  return decodeURIComponent(file.replace(/\?.*$/su, ''));
}

/** OpenAI's own addresses name the hash of the file in the folder before it. */
function hashInAddress(folder: string): string | null {
  return /\/([0-9a-f]{64})\/$/u.exec(new URL(folder).pathname)?.[1] ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema says what is wrong with undefined.
    return undefined;
  }
}
