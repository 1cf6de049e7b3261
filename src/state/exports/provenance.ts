import type { Provenance } from '../../runs/records/run-record';
import { appVersion } from '../../method/app-version';
import type { State } from '../store/store';

/** Where numbers of this page come from, as every export says it. */
export function provenance({ model, backend }: State, seed: number): Provenance {
  const origin = model.info?.origin;
  return {
    appVersion,
    modelName: model.info?.name ?? 'unknown',
    modelHash: model.info?.hash ?? 'unknown',
    ...(origin?.kind === 'download' ? { modelOrigin: origin.title } : {}),
    backend: backend?.name ?? 'unknown',
    adapter: backend?.adapter ?? null,
    seed,
  };
}
