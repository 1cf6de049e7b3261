import type { SessionDetector } from '../../runs/session/session';
import { engine } from '../jobs/engine-access';
import { store } from '../store/store';

/** The detectors that no bundle brought, with their weights. */
export async function ownDetectors(): Promise<readonly SessionDetector[]> {
  const { model, detectors } = store.getState();
  const { info } = model;
  if (!info) return [];
  const shipped = new Set(info.detectors.map(({ name }) => name));
  const own = detectors.filter(({ name }) => !shipped.has(name));
  const files: SessionDetector[] = [];
  for (const { name } of own) files.push({ name, modelHash: info.hash, file: await engine().exportDetector(name) });
  return files;
}
