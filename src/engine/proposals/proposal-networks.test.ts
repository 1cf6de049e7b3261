import { expect, it } from 'vitest';
import { tinyWeights } from '../../clip/testing';
import { clipPreprocessing } from '../../clip/image/preprocess';
import { zeroShotDefaults, zeroShotName, type ZeroShotConfig } from '../../detector/zero-shot/zero-shot-config';
import type { RgbImage } from '../../geometry/rgb-image';
import { createMemoryShelf } from '../../runs/shelf/testing-memory-shelf';
import { DetectorRegistry } from '../model/detector-registry';
import { ProposalNetworks } from './proposal-networks';
import type { StartProposals } from './proposal-service';

const image: RgbImage = { width: 1, height: 1, data: new Uint8Array(3) };
const options = { signal: new AbortController().signal, onProgress: () => undefined };

/** Workers that open what is not called bad, and never answer a question about an image. */
const start: StartProposals = (onMessage) => ({
  terminate: () => undefined,
  post: (message) => {
    if (message.kind !== 'open') return;
    const { id, file } = message;
    const bad = { code: 'bundle-file-broken', message: `${file.name} is bad`, hint: '' } as const;
    queueMicrotask(() =>
      onMessage(
        file.name === 'bad.onnx'
          ? { kind: 'failed', id, error: bad }
          : { kind: 'done', id, answer: { kind: 'opened', classes: 80 } },
      ),
    );
  },
});

async function networksWith(name: string) {
  const networks = new ProposalNetworks(createMemoryShelf(), start);
  const open = (file: string) => networks.open({ kind: 'file', name: file, file: new Blob(['net']) }, options);
  await open(name);
  return { networks, open };
}

it('keeps the former network where another one is bad, and ends it where one comes', async () => {
  const { networks, open } = await networksWith('one.onnx');
  const running = networks.source('one.onnx').propose(image);
  await expect(open('bad.onnx')).rejects.toMatchObject({ message: 'bad.onnx is bad' });
  expect(() => networks.source('one.onnx')).not.toThrow();
  await open('two.onnx');
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  expect(() => networks.source('one.onnx')).toThrow('“one.onnx”');
});

it('ends the run under way when CLIP alone shall look elsewhere, and goes on with it when only the classes change', async () => {
  const { networks } = await networksWith('one.onnx');
  const detectors = new DetectorRegistry({
    visualWeights: tinyWeights(),
    preprocessing: clipPreprocessing(64),
    embed: async () => [],
    tower: () => {
      throw new Error('nothing is computed here');
    },
    proposals: networks,
  });
  const byNetwork: ZeroShotConfig = {
    ...zeroShotDefaults(64),
    proposalSource: { kind: 'network', network: 'one.onnx' },
  };
  detectors.setZeroShot(byNetwork);
  let ended = false;
  const running = detectors.prepare(zeroShotName, image).finally(() => (ended = true));
  running.catch(() => undefined);
  detectors.setZeroShot({ ...byNetwork, classes: ['tram'] });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(ended).toBe(false);
  detectors.setZeroShot(zeroShotDefaults(64));
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
});
