import type { ZeroShotConfig } from '../../detector/zero-shot/zero-shot-config';
import type { BackendChoice } from '../../tensor/backend';
import type { DataSetFiles, ModelInfo, ModelSource, ProposalNetworkSource } from '../engine';
import type { Connection } from './connection';

/** Runs one part of a restoration. @returns false where it failed */
export type Attempt = (work: Promise<unknown>) => Promise<boolean>;

/** What an engine worker was given, so that one in its place can be given the same. */
export class WorkerContents {
  backend: BackendChoice = 'auto';
  /** What CLIP alone looks for, where that is not the default. */
  zeroShot: ZeroShotConfig | null = null;
  /** The network that proposes regions for CLIP alone, where one was opened. */
  proposals: ProposalNetworkSource | null = null;
  /** Files of the detectors that came after the model, by name. */
  readonly detectors = new Map<string, Blob>();
  /** What data sets were opened from, by id. */
  readonly dataSets = new Map<string, DataSetFiles>();
  #model: ModelSource | null = null;

  get model(): ModelSource | null {
    return this.#model;
  }

  /** Another model has come; what belonged to the former one is gone. */
  modelLoaded(source: ModelSource, { origin }: ModelInfo): void {
    // A new worker takes what the browser keeps, and asks no network.
    const kept = origin.kind === 'download' ? origin.keptId : null;
    this.#exchange(kept === null ? source : { kind: 'kept', id: kept });
  }

  /** The model has QuickGELU now: another one, under another hash. */
  geluRepaired(): void {
    this.#exchange(this.#model && { ...this.#model, repairGelu: true });
  }

  /** Gives a new worker all of it. Where a part fails, the worker still serves what it can. */
  async restore(connection: Connection, attempt: Attempt): Promise<void> {
    if (!(await attempt(connection.call('setBackend', this.backend).result))) this.backend = 'auto';
    for (const source of this.dataSets.values()) await attempt(connection.call('openDataSet', source).result);
    if (this.#model === null || !(await attempt(connection.call('loadModel', this.#model).result))) return;
    if (this.zeroShot?.proposalSource.kind === 'network' && this.proposals !== null)
      await attempt(connection.call('openProposals', this.proposals).result);
    if (this.zeroShot !== null) await attempt(connection.call('setZeroShot', this.zeroShot).result);
    for (const [name, file] of this.detectors) await attempt(connection.call('importDetector', { name, file }).result);
  }

  #exchange(model: ModelSource | null): void {
    this.#model = model;
    this.detectors.clear();
    this.zeroShot = null;
  }
}
