/**
 * The folder that a user means by an address: Hugging Face's pages are turned into its files, and a final slash is added.
 * @throws TypeError for what is no absolute address
 */
export function bundleFolder(address: string): string {
  const url = new URL(address);
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  if (url.hostname !== 'huggingface.co' && url.hostname !== 'hf.co') return url.href;
  const [, owner, repository, kind, revision = 'main', ...folders] = url.pathname.split('/');
  if (owner === undefined || repository === undefined || repository === '') return url.href;
  const known = kind === 'tree' || kind === 'blob' || kind === 'resolve';
  if (kind !== undefined && kind !== '' && !known) return url.href;
  const revisionOrMain = revision === '' ? 'main' : revision;
  url.pathname = ['', owner, repository, 'resolve', revisionOrMain, ...(folders.length > 0 ? folders : [''])].join('/');
  url.search = '';
  return url.href;
}
