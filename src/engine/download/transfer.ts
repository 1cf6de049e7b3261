import { type EngineError, isEngineError } from '../../errors/areas';
import { Sha256 } from '../../math/sha256';
import { broken, interrupted, missing, unreachable } from './download-error';
import type { DownloadSink } from './sink';

/** A file to be fetched, and what is known of it. */
export interface RemoteFile {
  /** Inside the model's folder. */
  readonly path: string;
  readonly url: string;
  /** Whether the model is nothing without it. */
  readonly required: boolean;
  readonly bytes: number | null;
  /** Hexadecimal. */
  readonly sha256: string | null;
  /** The version of which the sink holds the beginning; null where nothing is known. */
  readonly version: string | null;
}

export interface TransferOptions {
  readonly signal: AbortSignal;
  /** Bytes that are there, of how many; null while no one has said. */
  readonly onBytes: (done: number, total: number | null) => void;
  /** What the first answer says. */
  readonly onAnswer?: (answer: Answer) => void;
  /** `globalThis.fetch` unless given. */
  readonly fetch?: typeof globalThis.fetch;
  /** Waits between attempts; rejects when it is cancelled. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Asks the browser's cache not to keep another copy. */
  readonly uncached?: boolean;
  /** How long a server may send nothing before the attempt ends. */
  readonly idleMilliseconds?: number;
  /** What a file may have where nobody lists its size; by its kind unless given. */
  readonly mostBytes?: number;
}

/** What the headers of an answer say of the whole file; null for what they do not. */
export interface Answer {
  readonly bytes: number | null;
  readonly version: string | null;
  readonly sha256: string | null;
  /** The hub's commit. */
  readonly commit: string | null;
  /** Where a redirect led, without its query; null where there was none. */
  readonly sentOnTo: string | null;
}

/** Attempts in a row that bring nothing before a download is given up; the pauses between them grow from half a second to eight. */
const maxAttempts = 5;

const idleMilliseconds = 30_000;

/** RN50x64, the largest public CLIP ResNet, has 2.5 GB; its longest text is a tokenizer of 4 MB. */
const mostWeightBytes = 4 * 2 ** 30;
const mostTextBytes = 64 * 2 ** 20;

/** An attempt that may be repeated. */
class Interruption extends Error {
  readonly pauseMilliseconds: number | null;

  constructor(cause: unknown, pauseMilliseconds: number | null = null) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.pauseMilliseconds = pauseMilliseconds;
  }
}

/**
 * Fetches one file into a sink, and goes on where the sink ends: after a broken connection, with pauses that grow, and after an earlier visit.
 * The sink is left open, and holds what has arrived where the transfer fails; a file that is not what it should be is dropped from it.
 *
 * @returns false where the server has no such file, or answers with a page in its place
 * @throws EngineError `bundle-file-missing` where no answer comes, `bundle-file-broken` for another length or hash, `download-interrupted`;
 * what `signal` is aborted with
 */
export async function transfer(file: RemoteFile, sink: DownloadSink, options: TransferOptions): Promise<boolean> {
  const { signal, pause = wait } = options;
  const state = new Transfer(file, sink, options);
  let failures = 0;
  for (let reached = sink.size; ;) {
    try {
      return await state.attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Interruption)) throw error;
      failures = sink.size > reached ? 1 : failures + 1;
      reached = Math.max(reached, sink.size);
      if (failures >= maxAttempts) throw interrupted(file.path, sink.size, failures, error.cause);
      await pause(error.pauseMilliseconds ?? 500 * 2 ** (failures - 1), signal);
    }
  }
}

class Transfer {
  readonly #file: RemoteFile;
  readonly #sink: DownloadSink;
  readonly #options: TransferOptions;
  readonly #fetch: typeof globalThis.fetch;
  #hash: Sha256 | null = null;
  #bytes: number | null;
  #sha256: string | null;
  #version: string | null;
  readonly #most: number;
  /** Whether the server has answered at all. */
  #heard = false;
  /** Ends the attempt under way when nothing arrives. */
  #idle: IdleLimit | null = null;

  constructor(file: RemoteFile, sink: DownloadSink, options: TransferOptions) {
    this.#file = file;
    this.#sink = sink;
    this.#options = options;
    // The browser's own refuses to be called as anybody's method.
    const { fetch = globalThis.fetch } = options;
    this.#fetch = (input, init) => fetch(input, init);
    this.#most = options.mostBytes ?? (/\.(?:json|txt|gz|md)$/u.test(file.path) ? mostTextBytes : mostWeightBytes);
    this.#bytes = file.bytes;
    this.#sha256 = file.sha256;
    this.#version = file.version;
    if (sink.size > (file.bytes ?? Infinity)) sink.clear();
    if (sink.size > 0) this.#hash = this.#hashOfHeld();
  }

  async attempt(): Promise<boolean> {
    const { path, bytes } = this.#file;
    if (bytes === null || this.#sink.size < bytes) {
      const idle = new IdleLimit(this.#options.idleMilliseconds ?? idleMilliseconds);
      this.#idle = idle;
      try {
        const response = await this.#request(idle);
        if (response === null) return this.#absent();
        if (!(await this.#receive(response))) return this.#absent();
      } finally {
        idle.end();
      }
    }
    const size = this.#sink.size;
    if (this.#bytes !== null && size !== this.#bytes) {
      this.#sink.clear();
      throw broken(path, `${size} bytes arrived instead of ${this.#bytes}`);
    }
    this.#checkHash();
    this.#options.onBytes(size, size);
    return true;
  }

  /** What is there of the file was dropped: nothing of it may be taken for another one's beginning. */
  #absent(): boolean {
    this.#restart();
    return false;
  }

  /** @returns null where the server has no such file */
  async #request(idle: IdleLimit): Promise<Response | null> {
    const { signal, uncached } = this.#options;
    const { path, url, bytes } = this.#file;
    const from = this.#sink.size;
    let response: Response;
    try {
      response = await this.#fetch(url, {
        signal: AbortSignal.any([signal, idle.signal]),
        headers: from > 0 ? this.#rangeHeaders(from) : {},
        ...(uncached ? { cache: 'no-store' } : {}),
      });
    } catch (cause) {
      signal.throwIfAborted();
      if (idle.signal.aborted) throw new Interruption(idle.signal.reason);
      // A refusal of the server's rules looks the same and would not go away by waiting.
      if (!this.#heard) throw unreachable(path, url, cause);
      throw new Interruption(cause);
    }
    const { status } = response;
    if (status === 404 || status === 403 || status === 410) return null;
    if (status === 416 && from > 0) {
      this.#restart();
      if (bytes !== null)
        throw broken(path, `the server has no more than ${from} bytes of it, and ${bytes} are listed`);
      throw new Interruption(new Error('the server no longer has this part of the file'), 0);
    }
    if (status === 429 || status >= 500) {
      const answer = new Error(`the server answered ${status} ${response.statusText}`.trim());
      throw new Interruption(answer, retryAfter(response));
    }
    if (!response.ok) throw missing(path, url, `the server answered ${status} ${response.statusText}`.trim());
    this.#heard = true;
    return response;
  }

  /**
   * A single range may cross origins without a question beforehand; `If-Range` may not, and some servers refuse the question. There the answer's
   * own version is compared instead.
   */
  #rangeHeaders(from: number): Record<string, string> {
    const own = typeof location !== 'undefined' && new URL(this.#file.url).origin === location.origin;
    const strong = this.#version !== null && !this.#version.startsWith('W/');
    return { Range: `bytes=${from}-`, ...(own && strong ? { 'If-Range': this.#version! } : {}) };
  }

  /** Takes in a body. @returns false where it is a page in place of the file */
  async #receive(response: Response): Promise<boolean> {
    const answer = answerOf(response);
    const partial = response.status === 206;
    const from = this.#sink.size;
    const start = partial ? (rangeOf(response)?.start ?? from) : 0;
    const other = start !== from || differs(this.#version, answer.version) || differs(this.#bytes, answer.bytes);
    if (partial && other) {
      await response.body?.cancel();
      this.#restart();
      this.#version = answer.version;
      throw new Interruption(new Error('the file has changed on the server'), 0);
    }
    // Whoever ignores the range sends everything anew.
    if (!partial && from > 0) this.#restart();
    this.#version = answer.version ?? this.#version;
    this.#sha256 ??= answer.sha256;
    this.#options.onAnswer?.(answer);
    const declared = this.#file.bytes ?? answer.bytes;
    if (this.#file.bytes === null && declared !== null && declared > this.#most) {
      await response.body?.cancel();
      throw this.#endless(declared);
    }
    return this.#stream(response, declared);
  }

  async #stream(response: Response, declared: number | null): Promise<boolean> {
    const { onBytes } = this.#options;
    const reader = response.body?.getReader();
    this.#hash ??= this.#hashOfHeld();
    onBytes(this.#sink.size, declared);
    try {
      for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
        if (this.#sink.size === 0 && looksLikePage(next.value)) {
          await reader?.cancel();
          return false;
        }
        this.#idle?.heard();
        if (this.#file.bytes === null && this.#sink.size + next.value.length > this.#most) {
          await reader?.cancel();
          throw this.#endless(this.#sink.size + next.value.length);
        }
        this.#hash?.update(next.value);
        this.#sink.write(next.value);
        if (this.#file.bytes !== null && this.#sink.size > this.#file.bytes) await reader?.cancel();
        onBytes(this.#sink.size, declared);
      }
    } catch (cause) {
      if (isEngineError(cause)) throw cause;
      throw new Interruption(this.#idle?.signal.aborted === true ? this.#idle.signal.reason : cause);
    }
    // More than was declared can only be the content of a compressed body, whose own length was declared.
    this.#bytes = this.#file.bytes ?? (declared !== null && this.#sink.size > declared ? null : declared);
    if (this.#bytes !== null && this.#sink.size < this.#bytes)
      throw new Interruption(new Error(`${this.#sink.size} of ${this.#bytes} bytes arrived`));
    return true;
  }

  /** More than any model has: what came of it is dropped. */
  #endless(bytes: number): EngineError {
    this.#restart();
    return broken(
      this.#file.path,
      `the server sends more than ${this.#most} bytes (${bytes} so far), and lists no size for it`,
      'Check the address: this is no file of a CLIP. A folder with larger files lists their sizes in bundle.json.',
    );
  }

  #restart(): void {
    this.#sink.clear();
    this.#hash = null;
  }

  /** Goes over what is there already; null where there is nothing to compare with. */
  #hashOfHeld(): Sha256 | null {
    if (this.#sha256 === null) return null;
    const hash = new Sha256();
    for (const piece of this.#sink.held()) hash.update(piece);
    return hash;
  }

  #checkHash(): void {
    if (this.#sha256 === null) return;
    const found = (this.#hash ?? new Sha256()).digest();
    if (found === this.#sha256) return;
    this.#sink.clear();
    throw broken(
      this.#file.path,
      `its SHA-256 is ${found}, and should be ${this.#sha256}`,
      'What had arrived was dropped. Load it again; if it happens again, the server holds another file than it lists.',
    );
  }
}

/** Aborts where nothing is heard for so long. */
class IdleLimit {
  readonly #controller = new AbortController();
  readonly #milliseconds: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  heard(): void {
    clearTimeout(this.#timer);
    const reason = new Error(`the server sent nothing for ${Math.round(this.#milliseconds / 1000)} seconds`);
    this.#timer = setTimeout(() => this.#controller.abort(reason), this.#milliseconds);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function answerOf(response: Response): Answer {
  const { headers, status } = response;
  const linked = headers.get('x-linked-etag')?.replaceAll('"', '') ?? '';
  return {
    bytes: status === 206 ? (rangeOf(response)?.total ?? null) : declaredLength(headers),
    version: headers.get('etag') ?? headers.get('last-modified'),
    sha256: /^[0-9a-f]{64}$/u.test(linked) ? linked : null,
    commit: headers.get('x-repo-commit'),
    sentOnTo: response.redirected ? withoutQuery(response.url) : null,
  };
}

/** A query may hold a signature, which nobody needs later. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** Content-Length counts compressed bytes where the answer is compressed. */
function declaredLength(headers: Headers): number | null {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? null : Number(length);
}

/** `Content-Range`, which another origin may hide. */
function rangeOf({ headers }: Response): { readonly start: number; readonly total: number | null } | null {
  const parts = /^bytes (\d+)-\d+\/(\d+|\*)$/u.exec(headers.get('content-range') ?? '');
  if (!parts) return null;
  return { start: Number(parts[1]), total: parts[2] === '*' ? null : Number(parts[2]) };
}

function differs<T>(known: T | null, found: T | null): boolean {
  return known !== null && found !== null && known !== found;
}

function retryAfter({ headers }: Response): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return seconds >= 0 ? Math.min(30, seconds) * 1000 : null;
}

/** A single-page server answers every address with its page, whatever the content type says. */
function looksLikePage(start: Uint8Array): boolean {
  const text = new TextDecoder().decode(start.subarray(0, 256)).trimStart().toLowerCase();
  return text.startsWith('<!doctype html') || text.startsWith('<html') || text.startsWith('<!--');
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      signal.removeEventListener('abort', stop);
      resolve();
    }
    function stop(): void {
      clearTimeout(timer);
      reject(signal.reason as Error);
    }
    signal.addEventListener('abort', stop, { once: true });
  });
}
