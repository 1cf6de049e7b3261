import { beforeEach, expect, it } from 'vitest';
import type { RgbImage } from '../../geometry/rgb-image';
import { exampleBackend, exampleModel } from '../testing-examples';
import { toErrorRecord } from '../error-record';
import { HeldImages } from '../images/held-images';
import { EngineServer, type Handlers } from '../worker/server';
import { EngineClient } from './client';
import type { MessageFromEngine, MessageToEngine } from './messages';

/** What each worker got: bytes of pixels in each request, by the call. */
let crossed: (readonly [call: string, bytes: number])[][];
let crash: () => void;
/** Bytes that a worker holds. */
let bound: number;

const found = { count: 0, classes: 0, boxes: new Float32Array(), scores: new Float32Array() };

/** An engine of which only the images matter; messages are cloned as in a browser. */
function client(): EngineClient {
  return new EngineClient((onMessage, onCrash) => {
    crash = () => onCrash('killed');
    const images = new HeldImages(bound);
    const log: (readonly [string, number])[] = [];
    crossed.push(log);
    const some: Partial<Handlers> = {
      setBackend: async (choice) => exampleBackend(choice),
      decodeImage: async ({ id }, { handOver }) => {
        const image = picture(600);
        images.keep(id, image);
        handOver(image.data.buffer);
        return image;
      },
      detect: async ({ image }) => {
        expect(images.read([image])[0]!.data[0]).toBe(9);
        return found as never;
      },
      embedImages: async (sent) => images.read(sent).map(({ data }) => Float32Array.of(data.length)),
      optimise: async (call, { gate }) => {
        images.read(call.images);
        await gate.next();
        return { offsets: null as never, iterations: 0, stopped: gate.stopped };
      },
    };
    const handlers = new Proxy(some, { get: (known, name: keyof Handlers) => known[name] }) as Handlers;
    const post = (message: MessageFromEngine, transfer: Transferable[] = []) => {
      const clone = structuredClone(message, { transfer: transfer as ArrayBuffer[] });
      queueMicrotask(() => onMessage(clone));
    };
    const server = new EngineServer({ post }, handlers, toErrorRecord);
    return {
      post: (message: MessageToEngine) => {
        const clone = structuredClone(message);
        if (clone.kind === 'request') log.push([clone.call, pixelBytes(clone.request)]);
        void server.receive(clone);
      },
      terminate: () => undefined,
    };
  }, 'https://host/');
}

function picture(bytes: number): RgbImage {
  return { width: bytes / 3, height: 1, data: new Uint8Array(bytes).fill(9) };
}

/** Of all typed arrays in a message. */
function pixelBytes(part: unknown): number {
  if (part instanceof Uint8Array) return part.byteLength;
  if (typeof part !== 'object' || part === null) return 0;
  return Object.values(part).reduce((sum: number, inner) => sum + pixelBytes(inner), 0);
}

const request = { detector: 'a', featureOffset: null };

beforeEach(() => {
  crossed = [];
  bound = 10_000;
});

it('sends the pixels of an image once, whoever asks for what', async () => {
  const engine = client();
  const [a, b] = [picture(300), picture(900)];
  await Promise.all([engine.detect(a, request), engine.detect(a, request)]);
  await engine.embedImages([a, b]);
  await engine.embedImages([b, a]);
  expect(crossed).toEqual([
    [
      ['detect', 300],
      ['detect', 0],
      ['embedImages', 900],
      ['embedImages', 0],
    ],
  ]);
});

it('sends nothing of an image that the worker has decoded', async () => {
  const engine = client();
  const image = await engine.decodeImage(new Blob(['file']));
  expect(image.data).toHaveLength(600);
  await engine.detect(image, request);
  await engine.detect(image, request);
  expect(crossed).toEqual([
    [
      ['decodeImage', 0],
      ['detect', 0],
      ['detect', 0],
    ],
  ]);
});

it('sends an image again that the worker has let go of', async () => {
  bound = 1000;
  const engine = client();
  const [a, b] = [picture(600), picture(900)];
  await engine.detect(a, request);
  await engine.detect(b, request);
  expect(await engine.embedImages([a])).toEqual([Float32Array.of(600)]);
  expect(crossed[0]!.slice(2)).toEqual([
    ['embedImages', 0],
    ['embedImages', 600],
  ]);
});

it('sends an image again to a worker that was started anew', async () => {
  const engine = client();
  const image = await engine.decodeImage(new Blob(['file']));
  await engine.detect(image, request);
  crash();
  await engine.detect(image, request);
  await engine.detect(image, request);
  expect(crossed[1]).toEqual([
    ['setBackend', 0],
    ['detect', 600],
    ['detect', 0],
  ]);
});

it('tells a job that is asked for again what the user has wished meanwhile', async () => {
  bound = 100;
  const engine = client();
  const images = [picture(300)];
  await engine.embedImages(images);
  const config = { ...exampleModel().optimisationDefaults, sourcePrompt: 'day', targetPrompts: ['night'] };
  const job = engine.optimise(config, images, { onSteps: () => undefined });
  job.stop();
  expect(await job.result).toMatchObject({ stopped: true });
  expect(crossed[0]!.slice(1)).toEqual([
    ['optimise', 0],
    ['optimise', 300],
  ]);
});
