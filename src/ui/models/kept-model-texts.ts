import type { ModelSource } from '../../engine/engine';
import type { KeptManifest, KeptModel } from '../../runs/shelf/model-shelf';
import { formatBytes } from '../format';

/** What a downloaded model is called; of its commit, as many digits as tell commits apart. */
export function keptModelTitle({ manifest }: KeptModel): { readonly whole: string; readonly short: string } {
  const whole = manifest?.title ?? 'A model that cannot be read';
  const commit = manifest?.commit ?? null;
  return { whole, short: commit === null ? whole : whole.replace(commit, commit.slice(0, 10)) };
}

/** Where a kept model comes from: this browser, or its server again for what is missing. */
export function keptModelSource(id: string, manifest: KeptManifest): ModelSource {
  return manifest.completedAt === null ? { kind: 'download', address: pinnedAddress(manifest) } : { kind: 'kept', id };
}

/** The commit that was begun, not the newest one, where the address leaves it open. */
function pinnedAddress({ address, commit }: KeptManifest): string {
  return commit !== null && /^[\w.-]+\/[\w.-]+$/u.test(address) ? `${address}@${commit}` : address;
}

/** Size, day and server of a downloaded model; of an unfinished one, how much is there. */
export function keptModelFacts({ manifest, bytes }: KeptModel): readonly string[] {
  if (manifest === null) return [formatBytes(bytes)];
  const { completedAt, startedAt, files, use } = manifest;
  const day = new Date(completedAt ?? startedAt).toLocaleDateString('en', { dateStyle: 'medium' });
  const host = hostOf(files[0]?.url);
  const from = [
    ...(host === null ? [] : [`from ${host}`]),
    ...(use === 'proposals' ? ['proposes regions for CLIP alone'] : []),
  ];
  if (completedAt !== null) return [formatBytes(bytes), day, ...from];
  const known = files.every((file) => file.bytes !== null);
  const total = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  return [`unfinished, ${formatBytes(bytes)}${known ? ` of ${formatBytes(total)}` : ''}`, `begun ${day}`, ...from];
}

function hostOf(url: string | undefined): string | null {
  try {
    return new URL(url ?? '').host;
  } catch {
    // A manifest says where its files came from; one that does not is no reason to hide the model.
    return null;
  }
}
