import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readBundle } from '../clip/bundle/model-bundle';
import { createVisualTower } from '../clip/tower/modified-resnet';
import { dictionaryProtocol } from '../photometrics/dictionary/protocol';
import { renderScene, sceneSeed } from '../scenes';
import { describeOnBackends } from '../tensor/testing';
import { readDictionaryFile } from './dictionary-file';
import { dictionaryIdentity } from './dictionary-run';
import { TransformMeter } from './measure-transforms';

const folder = new URL('../../models/builtin/', import.meta.url);

await describeOnBackends(['wasm'], 'shipped dictionary', () => {
  test('is whole, of this model, these streets and this family, and holds what is measured now', async () => {
    const files = readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /^(?:config\.json|(?:textual|visual|photometrics)\/.+)$/u.test(path))
      .map((path) => ({ path, file: new Blob([readFileSync(new URL(path, folder))]) }));
    const { hash, preprocessing, visual, photometrics } = await readBundle(files);
    const shipped = await readDictionaryFile(new Uint8Array(await photometrics.get('daytime-clear')!.arrayBuffer()));
    const { imageCount, transformCount, seed } = dictionaryProtocol;
    const images = Array.from(
      { length: imageCount },
      (_, index) => renderScene(sceneSeed('train', index), { time: 'day', weather: 'clear' }).image,
    );
    expect(shipped.identity).toEqual(dictionaryIdentity({ images, transformCount, seed }, hash, preprocessing));
    expect(shipped.measured).toHaveLength(transformCount);

    const tower = createVisualTower(visual);
    const meter = await TransformMeter.of(tower, preprocessing, images);
    const measured = await meter.measure(shipped.transforms[7]!, 7);
    const stored = shipped.measured[7]!;
    // Threads and SIMD may add up in another order.
    measured.shift.forEach((value, d) => expect(Math.abs(value - stored.shift[d]!)).toBeLessThan(1e-4));
    expect(measured.change).toBe(stored.change);
    expect(measured.leastStrength).toBeCloseTo(stored.leastStrength, 3);
    tower.dispose();
  });
});
