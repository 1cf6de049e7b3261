import { CodedError } from '../../errors/coded-error';
import type { EngineErrorRecord } from '../../errors/areas';
import { activateBackend, type BackendChoice, type BackendOptions, type BackendStatus } from '../../tensor/backend';

/** News of a lost device come within a few milliseconds of the first error. */
const newsMilliseconds = 200;

/** What happens on the device outside any request. */
export interface BackendEvents {
  /** The device or the wasm heap is gone, and with it all tensors; the worker must be replaced. */
  readonly onLost: (error: EngineErrorRecord) => void;
  /** A computation went wrong without an exception. */
  readonly onFault: (error: EngineErrorRecord) => void;
}

/** The one tfjs backend of this worker: started when first needed, changed when asked. */
export class BackendHost {
  readonly #options: BackendOptions;
  readonly #beforeChange: () => void;
  #status: Promise<BackendStatus> | null = null;
  #fault: EngineErrorRecord | null = null;

  /** @param beforeChange drops everything that lives on the device */
  constructor(options: Pick<BackendOptions, 'wasmPaths'>, events: BackendEvents, beforeChange: () => void) {
    this.#beforeChange = beforeChange;
    this.#options = {
      ...options,
      onDeviceLost: (reason) => events.onLost(deviceLost(reason)),
      onHeapBroken: (reason) => events.onLost(heapBroken(reason)),
      onGpuError: (message) => {
        // One broken kernel repeats its error every step.
        if (this.#fault === null) events.onFault(gpuFault(message));
        this.#fault ??= gpuFault(message);
      },
    };
  }

  /** The running backend; starts the automatic choice where none runs. */
  ensure(): Promise<BackendStatus> {
    this.#status ??= this.#activate('auto').catch((error: unknown) => {
      this.#status = null;
      throw error;
    });
    return this.#status;
  }

  /** @throws EngineError `backend-unavailable`; the former backend then goes on */
  async change(choice: BackendChoice): Promise<BackendStatus> {
    this.#beforeChange();
    const status = await this.#activate(choice);
    this.#status = Promise.resolve(status);
    this.#fault = null;
    return status;
  }

  /** A GPU error makes kernels return zeros; whoever computes asks here before it believes its result. @throws EngineError */
  assertSound(): void {
    const fault = this.#fault;
    this.#fault = null;
    if (fault !== null) throw CodedError.of(fault);
  }

  /**
   * Waits, after work has failed, until a lost device would have been told. Work notices the loss a moment earlier, by an error that says
   * nothing of it; whoever heard that first would ask a worker that is about to be replaced.
   */
  async newsOfLoss(): Promise<void> {
    const status = await this.#status;
    if (status?.name === 'webgpu') await new Promise((resolve) => setTimeout(resolve, newsMilliseconds));
  }

  async #activate(choice: BackendChoice): Promise<BackendStatus> {
    try {
      return await activateBackend(choice, this.#options);
    } catch (error) {
      throw new CodedError(
        'backend-unavailable',
        error instanceof Error ? error.message : String(error),
        'Choose “auto”: it takes the fastest backend that works here.',
        { cause: error },
      );
    }
  }
}

/** A GPU that is gone, as the banner tells of it. */
export function deviceLost(reason: string): EngineErrorRecord {
  return {
    code: 'device-lost',
    message: 'The GPU stopped working; the engine starts anew.',
    hint: 'Prompts, recorded runs and the last checkpoint are kept. If it happens again, use fewer crops a step, or the wasm backend.',
    details: reason,
  };
}

/** A heap of WebAssembly that cannot be used any more. */
export function heapBroken(reason: string): EngineErrorRecord {
  return {
    code: 'out-of-memory',
    message: 'WebAssembly ran out of memory; the engine starts anew.',
    hint: 'Prompts, recorded runs and the last checkpoint are kept. Use fewer crops or images a step, or smaller images.',
    details: reason,
  };
}

function gpuFault(message: string): EngineErrorRecord {
  const memory = /memory|exceeds|too large|allocation/iu.test(message);
  return memory
    ? {
        code: 'out-of-memory',
        message: 'The GPU has not enough memory for this computation.',
        hint: 'Use fewer crops a step or smaller images, or the wasm backend.',
        details: message,
      }
    : {
        code: 'internal',
        message: 'The GPU refused a computation, so its result is not used.',
        hint: 'Choose the wasm backend, and report the details.',
        details: message,
      };
}
