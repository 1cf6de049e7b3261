import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formulaImage, tinyFile } from '../../clip/testing';
import { createMemoryShelf } from '../../runs/shelf/testing-memory-shelf';
import { startServer, type TestServer } from '../download/testing';
import { inProcessEngine, tinyBundle } from '../testing';
import { tinyModel } from '../testing-tiny-model';

const builtinFolder = new URL('../../../models/builtin/', import.meta.url);

/** The built-in bundle as files that were dropped. */
function builtinBundle() {
  const paths = readdirSync(fileURLToPath(builtinFolder), { recursive: true, encoding: 'utf8' });
  const wanted = paths.filter((path) => /^(config\.json|(?:textual|visual|detectors)\/.*\.\w+)$/u.test(path));
  const read = (path: string) => new Blob([readFileSync(new URL(path, builtinFolder))]);
  return { kind: 'files', files: wanted.map((path) => ({ path, file: read(path) })) } as const;
}

describe('a model', () => {
  const shelf = createMemoryShelf();
  const engine = inProcessEngine({ shelf: shelf });
  beforeAll(() => engine.setBackend('wasm'));
  afterAll(() => engine.dispose());

  it('four rounds of loading, detecting and going end where they began', async () => {
    const image = formulaImage(0, 96, 80);
    const round = async () => {
      await engine.loadModel(builtinBundle());
      await engine.detect(image, { detector: 'baseline', featureOffset: null });
      await engine.embedImages([image]);
      // Another model, which nobody has used yet, takes its place.
      await engine.loadModel(tinyBundle());
      const { numTensors, numBytes } = tf.memory();
      return { numTensors, numBytes };
    };
    const first = await round();
    const rounds = [];
    for (let count = 1; count < 4; count++) rounds.push(await round());
    expect(rounds).toEqual([first, first, first]);
  }, 120_000);

  it('agrees with its own visual graph', async () => {
    for (const bundle of [tinyBundle(['visual/model-folded.onnx']), builtinBundle()]) {
      await engine.loadModel(bundle);
      const check = await engine.checkModel();
      expect(check).toMatchObject({ kind: 'compared' });
      expect(check.kind === 'compared' && check.cosine).toBeCloseTo(1, 5);
    }
  });

  it('still knows a shipped detector by the name that it had before', async () => {
    await engine.loadModel(tinyModel());
    const [former, present] = await Promise.all(
      ['augmented', 'clip-the-gap'].map((name) => engine.exportDetector(name)),
    );
    expect(former).toEqual(present);
    const detected = await engine.detect(formulaImage(0, 64, 64), { detector: 'augmented', featureOffset: null });
    expect(detected.classes).toHaveLength(7);
  });

  it('says where it has no visual graph', async () => {
    const { files } = tinyBundle(['visual/model.onnx', 'visual/model-folded.onnx']);
    const weights = {
      path: 'tiny/open_clip_model.safetensors',
      file: new Blob([tinyFile('single/open_clip_model.safetensors') as Uint8Array<ArrayBuffer>]),
    };
    await engine.loadModel({ kind: 'files', files: [...files, weights] });
    expect(await engine.checkModel()).toEqual({ kind: 'no-graph' });
  });

  describe('from a server', () => {
    let server: TestServer;
    beforeEach(async () => {
      const paths = [
        'config.json',
        'visual/model.onnx',
        'visual/preprocess_cfg.json',
        'textual/model.onnx',
        'textual/tokenizer.json',
      ];
      server = await startServer(Object.fromEntries(paths.map((path) => [`/tiny/${path}`, { body: tinyFile(path) }])));
    });
    afterEach(() => server.close());

    it('is kept, and found again without the network', async () => {
      const address = `${server.origin}/tiny/`;
      const { origin, hash } = await engine.loadModel({ kind: 'download', address });
      expect(origin).toMatchObject({ kind: 'download', title: address, commit: null, unkept: null });
      const [kept] = await shelf.list();
      await server.close();
      const again = await engine.loadModel({ kind: 'kept', id: kept!.id });
      expect(again).toMatchObject({ hash, origin: { kind: 'download', keptId: kept!.id } });
      await shelf.remove(kept!.id);
      await expect(engine.loadModel({ kind: 'kept', id: kept!.id })).rejects.toMatchObject({
        code: 'bundle-file-missing',
        message: 'This model is not wholly kept in the browser.',
      });
    });

    it('fetches anew what could not be read, once the server is repaired', async () => {
      const address = `${server.origin}/tiny/`;
      const whole = server.files.get('/tiny/visual/model.onnx')!;
      const bytes = new Uint8Array(whole.body as Uint8Array).fill(7, 0, 2000);
      server.files.set('/tiny/visual/model.onnx', { body: bytes });
      const broken = engine.loadModel({ kind: 'download', address });
      await expect(broken).rejects.toMatchObject({
        code: 'bundle-file-broken',
        hint: expect.stringContaining('Download the model again: what could not be read is fetched anew.') as string,
      });
      server.files.set('/tiny/visual/model.onnx', whole);
      const from = server.asked.length;
      const { origin } = await engine.loadModel({ kind: 'download', address });
      expect(origin).toMatchObject({ kind: 'download', title: address });
      const graphs = server.asked.slice(from).filter(({ path }) => path.endsWith('.onnx'));
      expect(graphs.map(({ path }) => path)).toEqual(['/tiny/visual/model.onnx']);
      for (const { id } of await shelf.list()) await shelf.remove(id);
    });

    it('leaves the former model where the new one is damaged, and keeps its files', async () => {
      await engine.loadModel(tinyBundle());
      server.files.set('/tiny/visual/model.onnx', { body: 'no graph' });
      await expect(engine.loadModel({ kind: 'download', address: `${server.origin}/tiny/` })).rejects.toMatchObject({
        code: 'bundle-file-broken',
        message: expect.stringContaining('visual/model.onnx') as string,
      });
      expect(await engine.embedText(['a car'])).toHaveLength(1);
    });
  });
});
