import { Sha256, sha256 } from '../../math/sha256';
import type { KnownProposalNetwork } from '../../method/proposal-networks';
import type { ModelShelf } from '../../runs/shelf/model-shelf';
import { openKept } from './download-model';
import type { DownloadPlan } from './download-plan';
import { fetchFiles, type DownloadOptions } from './fetch-files';
import { hubFileUrl, type HubAddress } from './hub';

/**
 * The file of a pinned network: from the browser's shelf, else from the hub, where it goes on where an earlier download ended. A file with another hash is
 * never given: what is kept is hashed again, and fetched anew where it has changed.
 *
 * @param origin of the hub; tests have their own
 * @throws CodedError as `downloadModel` does
 */
export async function downloadNetwork(
  network: KnownProposalNetwork,
  shelf: ModelShelf,
  options: DownloadOptions,
  origin = 'https://huggingface.co',
): Promise<Blob> {
  const plan = networkPlan(network, origin);
  const id = sha256([new TextEncoder().encode(plan.title)]).slice(0, 32);
  const kept = await openKept(shelf, id).catch(() => null);
  const [file] = kept?.files ?? [];
  if (file !== undefined) {
    if ((await hashOf(file.file)) === network.sha256) return file.file;
    await shelf.remove(id);
  }
  const { files } = await fetchFiles(plan, { shelf, id, address: plan.title }, options);
  return files[0]!.file;
}

function networkPlan(
  { title, repository, revision, path, bytes, sha256: hash }: KnownProposalNetwork,
  origin: string,
): DownloadPlan {
  const address: HubAddress = { kind: 'hub', origin, repository, revision, folder: '', file: path };
  const url = hubFileUrl(address, revision, path);
  return {
    title: `${repository}@${revision}, ${path}`,
    commit: revision,
    stage: `Downloading ${title}`,
    use: 'proposals',
    files: [{ path, url, required: true, bytes, sha256: hash, version: null }],
  };
}

async function hashOf(file: Blob): Promise<string> {
  const hash = new Sha256();
  const pieceBytes = 4 * 2 ** 20;
  for (let at = 0; at < file.size; at += pieceBytes)
    hash.update(new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer()));
  return hash.digest();
}
