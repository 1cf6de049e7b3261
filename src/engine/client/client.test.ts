import { CodedError } from '../../errors/coded-error';
import type { EngineError, EngineErrorRecord } from '../../errors/areas';
import type { OptimisationStep } from '../../augmentation/optimisation-config';
import { zeroShotDefaults } from '../../detector/zero-shot/zero-shot-config';
import type { DataSetInfo } from '../engine';
import { describe, expect, it, vi } from 'vitest';
import { EngineClient } from './client';
import type { SpawnEngine } from './connection';
import { toErrorRecord } from '../error-record';
import { exampleBackend, exampleDetector, exampleModel } from '../testing-examples';
import type { MessageFromEngine, MessageToEngine } from './messages';
import { EngineServer, type Handlers } from '../worker/server';
import type { StepGate } from '../worker/step-gate';
import { optimisationRows, optimisationSteps } from '../../runs/records/step-rows';

/** A step whose total is the sum of its parts. */
const optimisationStep = (step: number): OptimisationStep => ({
  step,
  seconds: 0.05 * step,
  lossTotal: 0.75 / (1 + step) + 0.25,
  lossCosine: 0.75 / (1 + step),
  lossL1: 0.25,
  cosine: Float32Array.of(1.5 / (1 + step)),
  l1: Float32Array.of(0.5),
});

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

const refuse = (): never => {
  throw new CodedError('internal', 'not in this test', '');
};

const fakeDataSet = (name: string): DataSetInfo => ({
  id: name,
  title: name,
  format: 'voc',
  layout: 'plain',
  classes: [],
  parts: [],
  problems: [],
  problemCount: 0,
});

const idle: Handlers = {
  setBackend: async (choice) => exampleBackend(choice),
  exportCheckpoint: async () => refuse(),
  importCheckpoint: async () => refuse(),
  openProposals: async () => refuse(),
  setZeroShot: async () => refuse(),
  loadModel: async () => exampleModel(),
  repairGelu: async () => exampleModel(),
  checkModel: async () => refuse(),
  embedText: async (texts) => texts.map((text) => ({ text, tokens: [1], embedding: Float32Array.of(1) })),
  embedImages: async () => refuse(),
  decodeImage: async () => refuse(),
  openDataSet: async ({ name }) => fakeDataSet(name),
  closeDataSet: async () => undefined,
  dataSetImage: async () => refuse(),
  describeDataSet: async () => refuse(),
  estimateCopies: async () => refuse(),
  copyDataSet: async () => refuse(),
  sceneHash: async () => refuse(),
  estimateOptimisation: async () => refuse(),
  optimise: async () => refuse(),
  learnStyles: async () => refuse(),
  estimateTraining: async () => refuse(),
  train: async () => refuse(),
  detect: async () => refuse(),
  evaluate: async () => refuse(),
  measureShifts: async () => refuse(),
  embedAugmented: async () => refuse(),
  explainStep: async () => refuse(),
  exportDetector: async () => new Blob([Uint8Array.of(1, 2, 3)]),
  importDetector: async ({ name }) => exampleDetector(name),
  removeDetector: async () => undefined,
  loadOffsets: async () => refuse(),
  loadDictionary: async () => refuse(),
  estimateDictionary: async () => refuse(),
  measureDictionary: async () => refuse(),
  stepPictures: async () => refuse(),
  inspect: async () => refuse(),
};

interface FakeWorker {
  readonly received: MessageToEngine[];
  readonly post: (message: MessageFromEngine) => void;
  readonly crash: () => void;
  ended: boolean;
}

/** Engine servers in this thread, over messages that are cloned as in a browser. */
function rig(handlers: Partial<Handlers>): { readonly spawn: SpawnEngine; readonly workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const spawn: SpawnEngine = (onMessage, onCrash) => {
    const post = (message: MessageFromEngine, transfer: Transferable[] = []) => {
      const clone = structuredClone(message, { transfer: transfer as ArrayBuffer[] });
      queueMicrotask(() => {
        if (!worker.ended) onMessage(clone);
      });
    };
    const worker: FakeWorker = { received: [], post, crash: () => onCrash('killed'), ended: false };
    const server = new EngineServer({ post }, { ...idle, ...handlers }, toErrorRecord);
    workers.push(worker);
    return {
      post: (message) => {
        const clone = structuredClone(message);
        worker.received.push(clone);
        queueMicrotask(() => void server.receive(clone));
      },
      terminate: () => {
        worker.ended = true;
      },
    };
  };
  return { spawn, workers };
}

const config = { ...exampleModel().optimisationDefaults, sourcePrompt: 'day', targetPrompts: ['night'] };
const url = { kind: 'url', url: 'models/builtin/' } as const;

/** A job of ten steps through its gate. */
const optimise: Handlers['optimise'] = async (_, { gate, emit }) => {
  let step = 0;
  while (step < 10 && (await gate.next())) {
    emit({ kind: 'steps', rows: optimisationRows([optimisationStep(step++)]) });
    await turn();
  }
  const offsets = {
    sourcePrompt: 'day',
    targetPrompts: ['night'],
    channels: 1,
    height: 1,
    width: 1,
    values: Float32Array.of(1),
  };
  return { offsets, iterations: step, stopped: step < 10 };
};

describe('EngineClient', () => {
  it('resolves urls against the page', async () => {
    const { spawn, workers } = rig({});
    await new EngineClient(spawn, 'https://host/sub/index.html').loadModel(url);
    expect(workers[0]!.received[0]).toMatchObject({
      call: 'loadModel',
      request: { kind: 'url', url: 'https://host/sub/models/builtin/' },
    });
  });

  it('brings errors across with code and hint', async () => {
    const record = { code: 'empty-prompt', message: 'A prompt is empty.', hint: 'Type one.' } as const;
    const { spawn } = rig({
      embedText: async () => {
        throw CodedError.of(record);
      },
    });
    const error: unknown = await new EngineClient(spawn, 'https://host/')
      .embedText([''])
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CodedError);
    expect((error as EngineError).toRecord()).toEqual(record);
  });

  it('posts steps, and pauses, steps and stops a job', async () => {
    let gate: StepGate | undefined;
    const { spawn } = rig({ optimise: (call, context) => optimise(call, { ...context, gate: (gate = context.gate) }) });
    const seen: number[] = [];
    const job = new EngineClient(spawn, 'https://host/').optimise(config, [], {
      onSteps: (rows) => seen.push(...optimisationSteps(rows).map(({ step }) => step)),
    });
    job.pause();
    await vi.waitFor(() => expect(gate?.holds).toBe(true), 60_000);
    // What the worker sent before it heard of the pause is under way.
    await turn();
    const before = seen.length;
    job.step();
    job.step();
    await vi.waitFor(() => expect(seen).toHaveLength(before + 2), 60_000);
    expect(gate?.holds).toBe(true);
    expect(seen).toEqual(Array.from({ length: before + 2 }, (_, step) => step));
    job.stop();
    expect(await job.result).toMatchObject({ iterations: before + 2, stopped: true });
  });

  it('cancels at once, and tells the worker', async () => {
    let aborted = false;
    const { spawn } = rig({
      loadModel: (_, { signal, emit }) =>
        new Promise((_resolve, reject) => {
          emit({ stage: 'Reading', done: 1, total: 2, unit: 'bytes', perSecond: null, secondsLeft: null });
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(signal.reason as Error);
          });
        }),
    });
    const controller = new AbortController();
    const loading = new EngineClient(spawn, 'https://host/').loadModel(url, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(loading).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(aborted).toBe(true), 60_000);
    await expect(
      new EngineClient(spawn, 'https://host/').loadModel(url, { signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('starts a new worker after a crash, with the model and the detectors of the old one', async () => {
    // A job that has begun and does not end.
    const unending: Handlers['optimise'] = (_, { emit }) => {
      emit({ kind: 'steps', rows: optimisationRows([optimisationStep(0)]) });
      return new Promise(() => undefined);
    };
    const { spawn, workers } = rig({ optimise: unending });
    const client = new EngineClient(spawn, 'https://host/');
    const troubles: EngineErrorRecord[] = [];
    client.onTrouble((error) => troubles.push(error));
    await client.setBackend('wasm');
    await client.loadModel(url);
    await client.importDetector('mine', Uint8Array.of(7));
    const seen: number[] = [];
    const job = client.optimise(config, [], {
      onSteps: (rows) => seen.push(...optimisationSteps(rows).map(({ step }) => step)),
    });
    const ended = job.result.catch((error: unknown) => error);
    await vi.waitFor(() => expect(seen).toEqual([0]), 60_000);
    workers[0]!.crash();
    expect(await ended).toMatchObject({ code: 'internal' });
    expect(workers[0]!.ended).toBe(true);
    expect(troubles).toHaveLength(1);
    expect(await client.embedText(['day'])).toHaveLength(1);
    expect(workers[1]!.received.map((message) => (message.kind === 'request' ? message.call : ''))).toEqual([
      'setBackend',
      'loadModel',
      'importDetector',
      'embedText',
    ]);
  });

  it('opens the network that proposes regions again after a crash, before CLIP alone asks for it', async () => {
    const { spawn, workers } = rig({
      openProposals: async () => ({ network: 'net.onnx', title: 'net.onnx', bytes: 3, classes: 80 }),
      setZeroShot: async () => exampleDetector('clip-zero-shot'),
    });
    const client = new EngineClient(spawn, 'https://host/');
    await client.loadModel(url);
    const source = { kind: 'file', name: 'net.onnx', file: new Blob(['net']) } as const;
    const { network } = await client.openProposals(source);
    await client.setZeroShot({ ...zeroShotDefaults(224), proposalSource: { kind: 'network', network } });
    workers[0]!.crash();
    await client.embedText(['day']);
    expect(workers[1]!.received.map((message) => (message.kind === 'request' ? message.call : ''))).toEqual([
      'setBackend',
      'loadModel',
      'openProposals',
      'setZeroShot',
      'embedText',
    ]);
  });

  it('repairs the model again after a crash', async () => {
    const { spawn, workers } = rig({});
    const client = new EngineClient(spawn, 'https://host/');
    await client.loadModel(url);
    await client.repairGelu();
    workers[0]!.crash();
    await client.embedText(['day']);
    const [, restored] = workers[1]!.received;
    expect(restored).toMatchObject({ call: 'loadModel', request: { kind: 'url', repairGelu: true } });
  });

  it('takes wasm when the device is lost again, and gives up in the end', async () => {
    let now = 0;
    const { spawn, workers } = rig({});
    const client = new EngineClient(spawn, 'https://host/', undefined, () => now);
    await client.setBackend('webgpu');
    const lost = { kind: 'trouble', restart: true, error: { code: 'device-lost', message: 'lost', hint: '' } } as const;
    const choices: unknown[] = [];
    for (let crash = 0; crash < 3; crash++) {
      now += 1000;
      workers.at(-1)!.post(lost);
      await vi.waitFor(() => expect(workers.at(crash + 1)?.received).not.toHaveLength(0), 60_000);
      choices.push(workers.at(-1)!.received[0]);
    }
    expect(choices).toMatchObject([{ request: 'webgpu' }, { request: 'wasm' }, { request: 'wasm' }]);
    workers.at(-1)!.post(lost);
    await turn();
    await expect(client.embedText(['x'])).rejects.toMatchObject({ code: 'device-lost' });
    expect(workers).toHaveLength(4);
  });

  it('gives the file of a detector that was opened here without asking the worker', async () => {
    const { spawn, workers } = rig({});
    const client = new EngineClient(spawn, 'https://host/');
    await client.importDetector('mine', Uint8Array.of(7));
    expect(await client.exportDetector('mine')).toEqual(Uint8Array.of(7));
    expect(await client.exportDetector('shipped')).toEqual(Uint8Array.of(1, 2, 3));
    await client.removeDetector('mine');
    await client.exportDetector('mine');
    const asked = workers[0]!.received.flatMap((message) =>
      message.kind === 'request' && message.call === 'exportDetector' ? [message.request] : [],
    );
    expect(asked).toEqual(['shipped', 'mine']);
  });

  it('rejects everything after dispose', async () => {
    const { spawn } = rig({});
    const client = new EngineClient(spawn, 'https://host/');
    client.dispose();
    await expect(client.exportDetector('a')).rejects.toMatchObject({ code: 'cancelled' });
  });
});
