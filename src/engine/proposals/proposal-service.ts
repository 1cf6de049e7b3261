import type { ProposalSource, RegionProposals } from '../../detector/zero-shot/proposal-source';
import type { EngineErrorRecord } from '../../errors/areas';
import type { RgbImage } from '../../geometry/rgb-image';
import { RequestWorker } from '../client/request-worker';
import { startWatched, type StartWorker, type WorkerPort } from '../client/worker-life';
import type { MessageFromProposals, MessageToProposals, ProposalAnswer } from './proposal-messages';

/** Starts a proposal worker. */
export type StartProposals = StartWorker<MessageToProposals, MessageFromProposals>;

/** The regions that one network proposes, of each image computed once as long as somebody holds the image. Its worker starts with the first question. */
export class ProposalService implements ProposalSource {
  readonly #name: string;
  readonly #file: Blob;
  readonly #requests: RequestWorker<MessageToProposals, ProposalAnswer>;
  readonly #known = new WeakMap<RgbImage, Promise<RegionProposals>>();
  #opened: Promise<WorkerPort<MessageToProposals>> | null = null;
  #classes = 0;
  #underWay = 0;

  /** @param name of the file, as messages call it */
  constructor(name: string, file: Blob, start: StartProposals) {
    this.#name = name;
    this.#file = file;
    this.#requests = new RequestWorker(start, stopped, () => (this.#opened = null));
  }

  /** Opens the network, and so finds out whether it is one. @returns its outputs for each box. @throws CodedError; what the signal is aborted with */
  async open(signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    const end = () => this.end(cancelledRun);
    signal.addEventListener('abort', end);
    try {
      await this.#open();
      return this.#classes;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  propose(image: RgbImage): Promise<RegionProposals> {
    const known = this.#known.get(image);
    if (known !== undefined) return known;
    const asked = this.#propose(image);
    this.#known.set(image, asked);
    // What went wrong is tried again by the next question.
    asked.catch(() => this.#known.delete(image));
    return asked;
  }

  /** Ends a run under way, which onnxruntime itself cannot do: its worker goes, and the next question starts another. */
  cancelRuns(): void {
    if (this.#underWay > 0) this.end(cancelledRun);
  }

  end(why: EngineErrorRecord): void {
    this.#requests.end(why);
  }

  async #propose(image: RgbImage): Promise<RegionProposals> {
    this.#underWay++;
    try {
      const worker = await this.#open();
      const answer = await this.#requests.ask(worker, (id) => ({ kind: 'propose', id, image }));
      if (answer.kind === 'proposed') return answer.proposals;
      throw new Error('The proposal worker answered another question.');
    } finally {
      this.#underWay--;
    }
  }

  #open(): Promise<WorkerPort<MessageToProposals>> {
    this.#opened ??= this.#openWorker().catch((error: unknown) => {
      this.#requests.end(stopped);
      throw error;
    });
    return this.#opened;
  }

  async #openWorker(): Promise<WorkerPort<MessageToProposals>> {
    const worker = this.#requests.open();
    const model = new Uint8Array(await this.#file.arrayBuffer());
    const answer = await this.#requests.ask(worker, (id) => ({ kind: 'open', id, file: { name: this.#name, model } }), {
      transfer: [model.buffer],
    });
    if (answer.kind !== 'opened') throw new Error('The proposal worker answered another question.');
    this.#classes = answer.classes;
    return worker;
  }
}

const cancelledRun: EngineErrorRecord = {
  code: 'cancelled',
  message: 'The proposal network was stopped.',
  hint: 'Ask again, or choose other proposals.',
};

const stopped: EngineErrorRecord = {
  code: 'internal',
  message: 'The proposal network stopped unexpectedly.',
  hint: 'Try again; it starts anew. If it stops again, the memory may have run out: use a smaller network or a smaller image.',
};

/** Starts the real proposal worker. */
export const startProposalWorker: StartProposals = (onMessage, onEnd) =>
  startWatched(
    (name) => new Worker(new URL('./proposal.worker.ts', import.meta.url), { type: 'module', name }),
    onMessage,
    onEnd,
  );
