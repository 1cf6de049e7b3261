import { CodedError } from '../../errors/coded-error';

/** Where a model lies, as a user names it. */
export type ModelAddress =
  | {
      readonly kind: 'hub';
      /** Origin of the hub. */
      readonly origin: string;
      /** `owner/name`. */
      readonly repository: string;
      /** Branch, tag or commit; null where the user names none. */
      readonly revision: string | null;
      /** Folder of the model inside the repository, with a final slash; empty for its root. */
      readonly folder: string;
      /** The file of weights that was asked for, by its path from `folder`; null for whatever lies there. */
      readonly file: string | null;
    }
  | { readonly kind: 'folder'; /** With a final slash. */ readonly url: string }
  | { readonly kind: 'file'; /** Of its folder, with a final slash. */ readonly url: string; readonly file: string };

const hubHosts: readonly string[] = ['huggingface.co', 'hf.co'];
const repositoryPattern = /^([\w.-]+\/[\w.-]+?)(?:@([\w./-]+))?$/u;
const weightsPattern = /\.(?:safetensors|pt|pth|bin)$/iu;

/**
 * Reads what a user types: `owner/name` or `owner/name@revision` of the hub, an address of one of its pages, the address of any other folder,
 * or of a single file of weights.
 *
 * @throws EngineError `bundle-file-missing` for what is none of these
 */
export function parseModelAddress(text: string): ModelAddress {
  const trimmed = text.trim();
  const short = repositoryPattern.exec(trimmed);
  if (short?.[1] !== undefined)
    return {
      kind: 'hub',
      origin: 'https://huggingface.co',
      repository: short[1],
      revision: short[2] ?? null,
      folder: '',
      file: null,
    };
  const url = urlOf(trimmed);
  return hubAddress(url) ?? plainAddress(url);
}

/** The address in one line, with the commit where it is known. */
export function addressText(address: ModelAddress, commit: string | null): string {
  switch (address.kind) {
    case 'hub': {
      const revision = commit ?? address.revision;
      const inside = address.folder + (address.file ?? '');
      return `${address.repository}${revision === null ? '' : `@${revision}`}${inside === '' ? '' : `, ${inside}`}`;
    }
    case 'folder':
      return address.url;
    case 'file':
      return address.url + address.file;
    default:
      return address satisfies never;
  }
}

function urlOf(text: string): URL {
  let url: URL | null = null;
  try {
    url = new URL(text);
  } catch {
    // Refused below, as any other address is that cannot be read over HTTP.
  }
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new CodedError(
    'bundle-file-missing',
    `“${text}” is no address of a model.`,
    'Give a repository such as immich-app/RN50__openai, or the address of a folder, such as https://huggingface.co/immich-app/RN50__openai.',
  );
}

function hubAddress(url: URL): ModelAddress | null {
  if (!hubHosts.includes(url.hostname)) return null;
  const [owner, namePart = '', kind, ...rest] = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const [name, pinned] = namePart.split('@');
  if (owner === undefined || name === undefined || name === '') return null;
  const common = { kind: 'hub', origin: 'https://huggingface.co', repository: `${owner}/${name}` } as const;
  if (kind === undefined) return { ...common, revision: pinned ?? null, folder: '', file: null };
  if (kind !== 'tree' && kind !== 'blob' && kind !== 'resolve') return null;
  // `refs/pr/1` is one revision in three parts.
  const revision = rest.splice(0, rest[0] === 'refs' ? 3 : 1).join('/');
  const last = rest.at(-1) ?? '';
  const isFile = kind !== 'tree' && /\.\w+$/u.test(last);
  if (isFile) rest.pop();
  // Who points at one of a model's files means the model.
  if (isFile && !weightsPattern.test(last) && /^(?:textual|visual)$/u.test(rest.at(-1) ?? '')) rest.pop();
  return {
    ...common,
    revision: revision === '' ? null : revision,
    folder: rest.map((part) => `${part}/`).join(''),
    file: isFile && weightsPattern.test(last) ? last : null,
  };
}

function plainAddress(url: URL): ModelAddress {
  url.hash = '';
  const at = url.pathname.lastIndexOf('/') + 1;
  const last = url.pathname.slice(at);
  if (weightsPattern.test(last)) {
    const file = last + url.search;
    url.pathname = url.pathname.slice(0, at);
    url.search = '';
    return { kind: 'file', url: url.href, file };
  }
  if (last !== '') url.pathname += '/';
  return { kind: 'folder', url: url.href };
}
