import { describe, expect, it } from 'vitest';
import { openSafetensors, writeSafetensors, type WritableTensor } from '../formats/safetensors/safetensors';
import { tinyWeights } from '../clip/testing';
import { tinyDetectorConfig, tinyTower } from './testing';
import { checkFolding, readDetectorFile, writeDetectorFile, type DetectorFile } from './detector-file';
import { initialDetectorWeights } from './initial-weights';

const detector: DetectorFile = {
  config: tinyDetectorConfig,
  provenance: { seed: '7', trainedOn: 'daytime-clear' },
  folded: false,
  weights: new Map([
    ...initialDetectorWeights(tinyDetectorConfig, tinyTower, 1),
    ['visual.layer4.0.conv1.weight', { shape: [1, 2, 1, 1], data: Float32Array.of(0.1, 2) }],
  ]),
};

/** The file with something changed. */
async function changed(
  change: (metadata: Record<string, string>, tensors: Map<string, WritableTensor>) => void,
): Promise<Uint8Array> {
  const file = await openSafetensors(writeDetectorFile(detector, 'F32'));
  const metadata = Object.fromEntries(file.metadata);
  const tensors = new Map<string, WritableTensor>();
  for (const [name, { dtype, shape, read }] of file.tensors)
    tensors.set(name, { name, dtype, shape, data: await read() });
  change(metadata, tensors);
  return writeSafetensors([...tensors.values()], metadata);
}

describe('detector file', () => {
  it('comes back as it was', async () => {
    const read = await readDetectorFile(writeDetectorFile(detector, 'F32'));
    expect(read).toEqual(detector);
  });

  it('is refused by a model whose batch norms are kept in the other way, where it tuned convolutions', () => {
    const clip = tinyWeights();
    expect(() => checkFolding(detector, clip)).not.toThrow();
    expect(() => checkFolding({ ...detector, folded: true }, clip)).toThrow('batch norms folded in');
    const heads = initialDetectorWeights(tinyDetectorConfig, tinyTower, 1);
    expect(() => checkFolding({ folded: true, weights: heads }, clip)).not.toThrow();
  });

  it.each([
    { classifier: 'linear', pooling: 'mean', names: ['cls_score.weight', 'cls_score.bias'] },
    { classifier: 'linear', pooling: 'attention', names: ['cls_score.weight', 'cls_score.bias'] },
    { classifier: 'text', pooling: 'mean', names: ['projection.weight', 'projection.bias'] },
  ] as const)('says that it classifies by $classifier after $pooling', async ({ classifier, pooling, names }) => {
    const config = { ...tinyDetectorConfig, classifier, pooling };
    const weights = initialDetectorWeights(config, tinyTower, 1);
    const read = await readDetectorFile(writeDetectorFile({ ...detector, config, weights }, 'F32'));
    expect(read.config).toEqual(config);
    for (const name of names) expect(read.weights.has(`roi_heads.box_predictor.${name}`)).toBe(true);
    const mislabelled = { ...detector, config: tinyDetectorConfig, weights };
    await expect(readDetectorFile(writeDetectorFile(mislabelled, 'F32'))).rejects.toThrow('unknown tensor');
  });

  it('classifies by text after the attention pool where it says nothing: it is older than the choice', async () => {
    const { classifier: _, pooling: __, ...older } = tinyDetectorConfig;
    const read = await readDetectorFile(await changed((m) => (m['config'] = JSON.stringify(older))));
    expect(read.config).toEqual(tinyDetectorConfig);
  });

  it('rounds to half precision where it should be small', async () => {
    const bytes = writeDetectorFile(detector, 'F16');
    expect(bytes.length).toBeLessThan(writeDetectorFile(detector, 'F32').length * 0.55);
    const { weights } = await readDetectorFile(bytes);
    expect(weights.get('visual.layer4.0.conv1.weight')!.data).toEqual(Float32Array.of(0.0999755859375, 2));
  });

  const cases: readonly (readonly [
    string,
    string,
    string,
    (m: Record<string, string>, t: Map<string, WritableTensor>) => void,
  ])[] = [
    ['another file', 'bundle-file-broken', 'no detector of this program', (m) => delete m['format']],
    ['a later version', 'bundle-file-broken', 'has version 2', (m) => (m['version'] = '2')],
    ['broken JSON', 'bundle-file-broken', '"config" is no JSON', (m) => (m['config'] = '{')],
    [
      'an unknown field',
      'bad-config',
      'classNames',
      (m) => (m['config'] = JSON.stringify({ ...tinyDetectorConfig, classNames: [] })),
    ],
    [
      'a bad number',
      'bad-config',
      'boxNmsThresh',
      (m) => (m['config'] = JSON.stringify({ ...tinyDetectorConfig, boxNmsThresh: 7 })),
    ],
    [
      'an unknown classifier',
      'bad-config',
      'classifier',
      (m) => (m['config'] = JSON.stringify({ ...tinyDetectorConfig, classifier: 'cosine' })),
    ],
    [
      'a class too many',
      'bundle-file-broken',
      'bbox_pred',
      (m) => (m['config'] = JSON.stringify({ ...tinyDetectorConfig, classes: ['a', 'b', 'c', 'd'] })),
    ],
    [
      'other anchors',
      'bundle-file-broken',
      'objectness_logits',
      (m) => (m['config'] = JSON.stringify({ ...tinyDetectorConfig, anchorSizes: [16] })),
    ],
    [
      'a missing tensor',
      'bundle-file-broken',
      'no tensor "roi_heads',
      (_, t) => t.delete('roi_heads.box_predictor.bbox_pred.weight'),
    ],
    [
      'a strange tensor',
      'bundle-file-broken',
      'unknown tensor "x"',
      (_, t) => t.set('x', { name: 'x', dtype: 'F32', shape: [1], data: Float32Array.of(1) }),
    ],
    [
      'NaN',
      'bundle-file-broken',
      'not finite',
      (_, t) => t.get('roi_heads.box_predictor.bbox_pred.bias')!.data.fill(NaN as never),
    ],
    ['a provenance of numbers', 'bundle-file-broken', 'provenance', (m) => (m['provenance'] = '{"seed":7}')],
  ];
  it.each(cases)('refuses %s', async (_, code, message, change) => {
    const error = await readDetectorFile(await changed(change)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('refuses a cut file and noise', async () => {
    const bytes = writeDetectorFile(detector, 'F32');
    await expect(readDetectorFile(bytes.subarray(0, bytes.length - 10))).rejects.toMatchObject({
      code: 'bundle-file-broken',
    });
    await expect(readDetectorFile(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: 'bundle-file-broken' });
  });
});
