import type { BundleFile } from '../../clip/bundle/bundle-files';
import type { KeptFile, KeptManifest, ModelShelf } from '../../runs/shelf/model-shelf';
import type { Progress } from '../engine';
import { ProgressMeter, throttled } from '../client/progress';
import { missing } from './download-error';
import type { DownloadPlan } from './download-plan';
import { memorySink, reasonOf, shelfSink, type DownloadSink, type UnkeptReason } from './sink';
import { transfer, type RemoteFile, type TransferOptions } from './transfer';

export interface DownloadOptions extends Pick<
  TransferOptions,
  'signal' | 'fetch' | 'pause' | 'idleMilliseconds' | 'mostBytes'
> {
  readonly onProgress: (progress: Progress) => void;
}

/** A model whose files are there. */
export interface DownloadedModel {
  readonly files: readonly BundleFile[];
  /** In one line, with the commit where it was known beforehand. */
  readonly title: string;
  readonly commit: string | null;
  /** On the shelf; null where the browser does not keep it wholly. */
  readonly keptId: string | null;
  /** Why it is not kept, where it should have been. */
  readonly unkept: UnkeptReason | null;
}

/** A model's place on the shelf. */
export interface ShelfPlace {
  readonly shelf: ModelShelf;
  readonly id: string;
  /** What the user asked for. */
  readonly address: string;
}

/** A server and a browser take few connections at a time; a list may have many files. */
const filesAtOnce = 6;

/**
 * Fetches all files of a plan, some side by side, with one count of bytes.
 *
 * @param place on the shelf; null keeps the files in memory
 * @throws EngineError of the first file that fails, which ends the others; what has arrived on the shelf stays there
 */
export function fetchFiles(
  plan: DownloadPlan,
  place: ShelfPlace | null,
  options: DownloadOptions,
): Promise<DownloadedModel> {
  return new FilesDownload(plan, place, options).run();
}

class FilesDownload {
  /** Null from the start, or once the browser keeps no more. */
  #place: ShelfPlace | null;
  readonly #plan: DownloadPlan;
  readonly #options: DownloadOptions;
  readonly #meter: ProgressMeter;
  readonly #report: (progress: Progress, last?: boolean) => void;
  readonly #done = new Map<string, number>();
  readonly #totals = new Map<string, number>();
  /** Files under way whose size nobody has said. */
  readonly #unsized = new Set<string>();
  #manifest: KeptManifest;
  #unkept: UnkeptReason | null = null;
  /** Files of which the shelf holds another version's beginning. */
  readonly #stale = new Set<string>();
  #saved: Promise<void> = Promise.resolve();

  constructor(plan: DownloadPlan, place: ShelfPlace | null, options: DownloadOptions) {
    this.#place = place;
    this.#plan = plan;
    this.#options = options;
    this.#meter = new ProgressMeter(plan.stage ?? 'Downloading the model', 0, 'bytes');
    this.#report = throttled(50, options.onProgress);
    this.#manifest = {
      format: 1,
      address: place?.address ?? plan.title,
      title: plan.title,
      commit: plan.commit,
      ...(plan.use === undefined ? {} : { use: plan.use }),
      startedAt: new Date().toISOString(),
      completedAt: null,
      files: plan.files.map(({ path, url, bytes, sha256: hash }) => ({
        path,
        url,
        bytes,
        sha256: hash,
        version: null,
        complete: false,
      })),
    };
  }

  async run(): Promise<DownloadedModel> {
    if (this.#place !== null) await this.#openShelf(this.#place);
    for (const { path, bytes } of this.#plan.files) this.#totals.set(path, bytes ?? 0);
    // One that fails ends the others: nothing shall be written when this is over.
    const ended = new AbortController();
    const signal = AbortSignal.any([this.#options.signal, ended.signal]);
    const waiting = [...this.#plan.files];
    const fetched = new Map<string, BundleFile>();
    const fetchSome = async (): Promise<void> => {
      for (let file = waiting.shift(); file !== undefined && !signal.aborted; file = waiting.shift()) {
        try {
          const found = await this.#fetch(file, signal);
          if (found !== null) fetched.set(file.path, found);
        } catch (error) {
          ended.abort(error);
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: filesAtOnce }, fetchSome));
    await this.#saved;
    this.#options.signal.throwIfAborted();
    if (ended.signal.aborted) throw ended.signal.reason as Error;
    const files = this.#plan.files.flatMap(({ path }) => fetched.get(path) ?? []);
    this.#show(true);
    const arrived = new Set(files.map(({ path }) => path));
    this.#change({
      completedAt: new Date().toISOString(),
      files: this.#manifest.files.filter(({ path }) => arrived.has(path)),
    });
    await this.#saved;
    const { title, commit } = this.#manifest;
    return { files, title, commit, keptId: this.#place?.id ?? null, unkept: this.#unkept };
  }

  /** Takes up what an earlier download of the same files left, and finds out whether there is space for them. */
  async #openShelf({ shelf, id }: ShelfPlace): Promise<void> {
    try {
      const former = await shelf.manifest(id);
      if (former !== null) this.#goOnFrom(former);
      if (former === null && !(await hasSpace(this.#plan.files))) {
        this.#keepNoMore({ kind: 'full' });
        return;
      }
      await shelf.putManifest(id, this.#manifest);
    } catch (error) {
      this.#keepNoMore(reasonOf(error));
    }
  }

  #goOnFrom(former: KeptManifest): void {
    const known = new Map(former.files.map((file) => [file.path, file]));
    const files = this.#manifest.files.map((file) => {
      const before = known.get(file.path);
      if (before === undefined || isOther(file, before)) {
        this.#stale.add(file.path);
        return file;
      }
      const { bytes, sha256, version } = before;
      return { ...file, bytes: file.bytes ?? bytes, sha256: file.sha256 ?? sha256, version };
    });
    this.#manifest = {
      ...this.#manifest,
      files,
      startedAt: former.startedAt,
      address: former.address,
      commit: this.#plan.commit ?? former.commit,
    };
  }

  #keepNoMore(reason: UnkeptReason): void {
    this.#unkept ??= reason;
    this.#place = null;
  }

  async #fetch(file: RemoteFile, signal: AbortSignal): Promise<BundleFile | null> {
    const { path, url, required } = file;
    const sink = await this.#sink(path);
    try {
      const { version, bytes, sha256 } = this.#manifest.files.find((entry) => entry.path === path)!;
      const found = await transfer({ ...file, version, bytes, sha256 }, sink, {
        ...this.#options,
        signal,
        uncached: this.#place !== null,
        onAnswer: (answer) => {
          this.#change({ commit: this.#manifest.commit ?? answer.commit });
          this.#note(path, {
            version: answer.version,
            sha256: sha256 ?? answer.sha256,
            ...(answer.sentOnTo === null || isOfHub(url) ? {} : { url: answer.sentOnTo }),
          });
        },
        onBytes: (done, total) => {
          if (total === null) this.#unsized.add(path);
          else {
            this.#unsized.delete(path);
            this.#totals.set(path, total);
          }
          this.#done.set(path, done);
          this.#show();
        },
      });
      if (!found) {
        if (required) throw missing(path, url, 'the server has no such file');
        return null;
      }
      this.#note(path, { bytes: sink.size, complete: true });
    } finally {
      sink.close();
    }
    return { path, file: await sink.file() };
  }

  async #sink(path: string): Promise<DownloadSink> {
    if (this.#place === null) return memorySink();
    try {
      const { shelf, id } = this.#place;
      const sink = await shelfSink(shelf, id, path, (reason) => this.#keepNoMore(reason));
      if (this.#stale.has(path)) sink.clear();
      return sink;
    } catch (error) {
      this.#keepNoMore(reasonOf(error));
      return memorySink();
    }
  }

  #note(path: string, change: Partial<KeptFile>): void {
    this.#change({ files: this.#manifest.files.map((file) => (file.path === path ? { ...file, ...change } : file)) });
  }

  /** One writing after the other; where a manifest cannot be written, the model is not kept. */
  #change(change: Partial<KeptManifest>): void {
    this.#manifest = { ...this.#manifest, ...change };
    const [place, manifest] = [this.#place, this.#manifest];
    if (place === null) return;
    this.#saved = this.#saved
      .then(() => place.shelf.putManifest(place.id, manifest))
      .catch((error: unknown) => this.#keepNoMore(reasonOf(error)));
  }

  #show(last = false): void {
    const done = sum(this.#done);
    const progress = this.#meter.at(done, Math.max(sum(this.#totals), done));
    this.#report(this.#unsized.size > 0 ? { ...progress, secondsLeft: null } : progress, last);
  }
}

/** Whether the beginning that is kept belongs to another file than the one that is wanted now. */
function isOther(wanted: KeptFile, kept: KeptFile): boolean {
  const differs = <T>(a: T | null, b: T | null) => a !== null && b !== null && a !== b;
  return differs(wanted.bytes, kept.bytes) || differs(wanted.sha256, kept.sha256);
}

/** Whether what the browser allows this page holds all files whose size is known; true where it does not say. */
async function hasSpace(files: readonly RemoteFile[]): Promise<boolean> {
  const estimate = typeof navigator === 'undefined' ? undefined : await navigator.storage?.estimate?.();
  if (estimate?.quota === undefined || estimate.usage === undefined) return true;
  return files.reduce((total, { bytes }) => total + (bytes ?? 0), 0) <= estimate.quota - estimate.usage;
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, value) => total + value, 0);
}

/** The hub sends every file on to a storage of its own. */
function isOfHub(url: string): boolean {
  return new URL(url).hostname === 'huggingface.co';
}
