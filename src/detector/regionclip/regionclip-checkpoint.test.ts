import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { WeightTensor } from '../../clip/weights/visual-weights';
import { tensorNames } from '../../clip/weights/visual-weights';
import { byteSourceOf, type ByteSource } from '../../formats/byte-source';
import { detectorPresets } from '../../method/detector-config';
import { coco48, coco65, coco80 } from '../coco-classes';
import { readDetectorCheckpoint } from '../detector-checkpoint';
import { readDetectorFile, writeDetectorFile } from '../detector-file';
import { oneAxisTexts, regionclipArchitecture, regionclipBytes, regionclipFile } from './testing-regionclip';

const read = (source: ByteSource, classes?: readonly string[], texts = oneAxisTexts) =>
  readDetectorCheckpoint(source, classes === undefined ? {} : { classes }, texts);
const { detector, offsets } = await read(byteSourceOf(regionclipBytes));
const box = 'roi_heads.box_predictor';
const testScore = `${box}.test_cls_score.weight`;
const zeros = (...shape: number[]): WeightTensor => ({
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)),
});
const rowOf = ({ shape, data }: WeightTensor, row: number) => data.subarray(row * shape[1]!, (row + 1) * shape[1]!);

describe('RegionCLIP checkpoint', () => {
  it('is a detector that stands alone, with COCO’s classes by their number', () => {
    expect(detector.config).toEqual({
      ...detectorPresets.reference,
      classes: coco65,
      imageShortSide: 800,
      boxRegression: 'class-agnostic',
      boxPooling: 'attention',
      proposalFeatures: 'own',
      classEmbeddings: 'weights',
      suppression: 'soft',
      poolerResolution: 4,
    });
    expect(offsets).toBeNull();
    expect(detector.provenance).toMatchObject({ title: 'RegionCLIP (COCO)', trainedOn: 'real photographs: COCO' });
    expect(detector.provenance['classNames']).toBe(
      'The file names no classes: they are the 65 classes of COCO, by their order.',
    );
    const names = [...detector.weights.keys()];
    expect(names.filter((name) => name.startsWith('visual.'))).toEqual(
      tensorNames(regionclipArchitecture, false).map((name) => `visual.${name}`),
    );
    expect(names.filter((name) => name.startsWith('offline_backbone.'))).toHaveLength(5 * (1 + 3 * 7));
    expect(names.filter((name) => name.startsWith('proposal_generator.'))).toHaveLength(6);
    expect(names.filter((name) => name.startsWith('roi_heads.')).toSorted()).toEqual(
      ['bbox_pred.bias', 'bbox_pred.weight', 'cls_bg_score.weight', 'test_cls_score.weight'].map(
        (name) => `${box}.${name}`,
      ),
    );
  });

  it('comes back from a detector file', async () => {
    const file = writeDetectorFile(detector, 'F32');
    expect(isDeepStrictEqual(await readDetectorFile(file), detector)).toBe(true);
    expect(isDeepStrictEqual(await readDetectorFile(byteSourceOf(file)), detector)).toBe(true);
  });

  it('knows COCO’s lists: the base classes among the open vocabulary’s, those among all', () => {
    expect([coco80.length, coco65.length, coco48.length]).toEqual([80, 65, 48]);
    expect(new Set(coco80).size).toBe(80);
    expect([coco65[5], coco65[11], coco65[49], coco65[64]]).toEqual(['bus', 'cat', 'toilet', 'toothbrush']);
    expect([coco48[4], coco48[7], coco48[35], coco48[47]]).toEqual(['train', 'bench', 'toilet', 'toothbrush']);
    expect([coco80[9], coco80[60], coco80[78]]).toEqual(['traffic light', 'dining table', 'hair drier']);
  });

  it('has the 48 base classes of its training where it holds no others', async () => {
    const base = await read(regionclipFile((model) => model.delete(testScore)));
    expect(base.detector.config.classes).toEqual(coco48);
  });

  it('has 80 classes with a box of each where the file has', async () => {
    const { config, weights } = (
      await read(
        regionclipFile((model) => {
          model.delete(testScore);
          model.set(`${box}.cls_score.weight`, zeros(80, 32));
          model.set(`${box}.bbox_pred.weight`, zeros(320, 32));
          model.set(`${box}.bbox_pred.bias`, zeros(320));
        }),
      )
    ).detector;
    expect(config).toMatchObject({ classes: coco80, boxRegression: 'class-specific' });
    expect(weights.get(`${box}.bbox_pred.weight`)!.shape).toEqual([320, 32]);
  });

  it('takes some of its classes by their names', async () => {
    const some = (await read(byteSourceOf(regionclipBytes), ['zebra', 'person'])).detector;
    const all = detector.weights.get(testScore)!;
    const rows = some.weights.get(testScore)!;
    expect(some.config.classes).toEqual(['zebra', 'person']);
    expect(some.provenance['classNames']).toMatch(/^Its classes are 2 of the 65 classes of COCO/u);
    expect(rows.shape).toEqual([2, 32]);
    expect(rowOf(rows, 0)).toEqual(rowOf(all, coco65.indexOf('zebra')));
    expect(rowOf(rows, 1)).toEqual(rowOf(all, 0));
  });

  it('takes any classes that the text tower of its CLIP embeds', async () => {
    const free = (await read(byteSourceOf(regionclipBytes), ['person', 'scarecrow'])).detector;
    const rows = free.weights.get(testScore)!;
    const [person, scarecrow] = await oneAxisTexts.embed(['a photo of a person', 'a photo of a scarecrow']);
    expect(rowOf(rows, 0)).toEqual(person);
    expect(rowOf(rows, 1)).toEqual(scarecrow);
    expect(free.provenance['classNames']).toBe(
      'Its classes are those that were typed, embedded by the text tower of the loaded model.',
    );
  });

  it('names the classes of an unknown number as they are given', async () => {
    const three = regionclipFile((model) => model.set(testScore, zeros(3, 32)));
    const { config, provenance } = (await read(three, ['a', 'b', 'c'])).detector;
    expect(config.classes).toEqual(['a', 'b', 'c']);
    expect(provenance['classNames']).toBe(
      'The file names no classes: they are the 3 classes of the file, by their order.',
    );
  });

  it('is the same with what a wrapper puts before every name, and keeps its iteration', async () => {
    const wrapped = await read(regionclipFile(() => undefined, { prefix: 'module.', iteration: 90_000 }));
    expect(wrapped.detector.provenance['iteration']).toBe('90000');
    expect(isDeepStrictEqual(wrapped.detector.weights, detector.weights)).toBe(true);
  });

  it('reads every tensor once, and no others', async () => {
    let bytes = 0;
    const source: ByteSource = {
      size: regionclipBytes.length,
      read: (start, end) => {
        bytes += end - start;
        return Promise.resolve(regionclipBytes.subarray(start, end));
      },
    };
    await read(source);
    const wanted = [...detector.weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
    expect(bytes).toBeGreaterThan(wanted);
    expect(bytes).toBeLessThan(wanted + 150_000); // its description and the list of the zip
  });
});
