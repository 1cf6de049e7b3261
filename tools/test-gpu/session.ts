import type { ModelInfo } from '../../src/engine/engine';
import type { InspectionAnswer, InspectionEvent, InspectionRequest } from '../../src/engine/inspection/inspection';
import type { BackendStatus } from '../../src/tensor/backend-status';
import type { SuiteSize } from './sizes';

declare global {
  /** Beside the engine: what it reported outside any request, as `code: details`. */
  var gpuTroubles: string[];
}

/** The engine on the adapter under test, with the built-in model: in a page, or in Node. */
export interface Session {
  readonly runtime: 'browser' | 'node';
  /** The browser or Node, with its version. */
  readonly host: string;
  readonly backend: BackendStatus;
  readonly model: ModelInfo;
  readonly size: SuiteSize;
  /**
   * Runs a closed function beside the engine, where the globals of `headless-globals.d.ts` are. Its argument and its result are data, with
   * typed arrays.
   */
  readonly run: <Argument, Result>(
    work: (argument: Argument) => Promise<Result>,
    argument: Argument,
  ) => Promise<Result>;
  /** Asks the engine for what only this suite may ask. */
  readonly inspect: <Kind extends InspectionRequest['kind']>(
    request: Extract<InspectionRequest, { readonly kind: Kind }>,
    onEvent?: (event: InspectionEvent) => void,
  ) => Promise<InspectionAnswer<Kind>>;
  /** A fresh engine, which has lost no device yet. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** Troubles so far, which are forgotten. */
export function takeTroubles(session: Session): Promise<readonly string[]> {
  return session.run(async () => gpuTroubles.splice(0), null);
}
