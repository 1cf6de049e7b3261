import { CodedError } from '../../errors/coded-error';
import type { EngineError } from '../../errors/areas';
import * as v from 'valibot';
import type { ModelAddress } from './model-address';

export type HubAddress = Extract<ModelAddress, { kind: 'hub' }>;

export interface ListedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly bytes: number | null;
  /** SHA-256 of a large file; small ones have none. */
  readonly sha256: string | null;
}

/** A repository at one commit. */
export interface HubListing {
  readonly commit: string;
  readonly files: readonly ListedFile[];
}

const hash = (length: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${length}}$`, 'u')));
const size = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the hub's public API says of a repository with `blobs=true`, as far as it is used here. */
const revisionSchema = v.object({
  sha: hash(40),
  siblings: v.array(
    v.object({
      rfilename: v.pipe(v.string(), v.regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))(?!\/)[^\\\0]+$/u)),
      size: v.optional(v.nullable(size)),
      lfs: v.optional(v.nullable(v.object({ sha256: hash(64), size: v.optional(size) }))),
    }),
  ),
});

/**
 * Asks the hub for the files of a repository: names, sizes and hashes, and the commit that a branch stands for now.
 *
 * @returns null where the hub does not say it, so that one must try the usual files
 * @throws EngineError `bundle-file-missing` where there is no such repository or revision, or no public one; what `signal` is aborted with
 */
export async function listHub(
  { origin, repository, revision }: HubAddress,
  signal: AbortSignal,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<HubListing | null> {
  const url = `${origin}/api/models/${repository}/revision/${encodeURIComponent(revision ?? 'main')}?blobs=true`;
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, { signal });
    body = response.ok ? await response.json() : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
  if (response.status === 401 || response.status === 403 || response.status === 404)
    throw noRepository(repository, revision, response);
  const parsed = v.safeParse(revisionSchema, body);
  if (!parsed.success) return null;
  const { sha, siblings } = parsed.output;
  return {
    commit: sha,
    files: siblings.map(({ rfilename, size: bytes, lfs }) => ({
      path: rfilename,
      bytes: lfs?.size ?? bytes ?? null,
      sha256: lfs?.sha256 ?? null,
    })),
  };
}

/** The address of a file at a revision. */
export function hubFileUrl({ origin, repository }: HubAddress, revision: string, path: string): string {
  const parts = path.split('/').map(encodeURIComponent).join('/');
  return `${origin}/${repository}/resolve/${encodeURIComponent(revision)}/${parts}`;
}

function noRepository(repository: string, revision: string | null, { status, headers }: Response): EngineError {
  const unknownRevision = headers.get('x-error-code') === 'RevisionNotFound';
  return new CodedError(
    'bundle-file-missing',
    unknownRevision
      ? `The repository ${repository} has no revision “${revision ?? 'main'}”.`
      : `The hub has no public repository ${repository}${revision === null ? '' : ` with the revision “${revision}”`}.`,
    'Check its name. What needs an account must be downloaded there, and dropped here as a folder.',
    { details: `The hub answered ${status}.` },
  );
}
