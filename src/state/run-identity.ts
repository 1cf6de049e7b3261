import type { Provenance } from '../runs/run-record';

/** By what a run is known in the library. */
export interface RunIdentity {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A run's provenance is made once, as it begins, and stays the same object however often it is interrupted. */
const identities = new WeakMap<Provenance, RunIdentity>();

/** The identity of the run that has this provenance; a new one for a run that has none yet. */
export function identityOf(provenance: Provenance): RunIdentity {
  const known = identities.get(provenance);
  if (known) return known;
  const identity = { id: crypto.randomUUID(), createdAt: new Date().toISOString() };
  identities.set(provenance, identity);
  return identity;
}

/** Says which stored run it is. */
export function identify(provenance: Provenance, { id, createdAt }: RunIdentity): void {
  identities.set(provenance, { id, createdAt });
}
