import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodeText,
  diverseWeatherTexts,
  namedBlobs,
  vocTexts,
  vocXml,
  yoloTexts,
  zipBlob,
  type Texts,
} from '../../data/testing';
import type { DataSetInfo, EvaluationImage, TrainingRequest, UnreadableImage, ValidationPoint } from '../engine';
import { inProcessEngine, smallTraining, tinyBundle } from '../testing';

/** Pictures as large as the tiny model wants them. */
function larger(texts: Texts): Texts {
  const xml = (text: string) => text.replace('<width>40</width><height>20', '<width>80</width><height>64');
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, text === '40x20' ? '80x64' : xml(text)]),
  );
}

const voc = larger(vocTexts);
const folder = (texts: Texts) => ({ kind: 'files', name: 'mine', files: namedBlobs(texts) }) as const;

describe('data sets in the engine', () => {
  const engine = inProcessEngine({ decode: decodeText });
  let info: DataSetInfo;

  beforeAll(async () => {
    await engine.setBackend('wasm');
    await engine.loadModel(tinyBundle());
    info = await engine.openDataSet(folder(voc));
  });
  afterAll(() => engine.dispose());

  const training = (change: Partial<TrainingRequest> = {}): TrainingRequest => ({
    ...smallTraining('own'),
    config: { ...smallTraining('own').config, steps: 2, trainable: [] },
    scenes: 1,
    dataSet: { id: info.id, title: info.title, part: 'train' },
    ...change,
  });
  const evaluate = (set: DataSetInfo, domains: readonly string[], detector = 'own') => {
    const images: EvaluationImage[] = [];
    const unreadable: UnreadableImage[] = [];
    const result = engine.evaluate(
      {
        detector,
        source: {
          kind: 'data-set',
          dataSet: set.id,
          title: set.title,
          layout: set.layout,
          domains,
          imagesPerDomain: 9,
          images: domains.map((name) => set.parts.find((part) => part.name === name)?.images ?? 1),
        },
      },
      { onImage: (image) => images.push(image), onUnreadable: (image) => unreadable.push(image) },
    );
    return result.then(() => ({ images, unreadable }));
  };

  it('tells parts, classes and problems, and knows the same files again', async () => {
    expect(info).toMatchObject({
      title: 'mine',
      format: 'voc',
      layout: 'plain',
      classes: [
        { name: 'person', objects: 1 },
        { name: 'car', objects: 1 },
        { name: 'bicycle', objects: 1 },
      ],
      problems: [],
      problemCount: 0,
    });
    expect(info.parts).toEqual([
      { name: 'test', split: 'test', domain: null, images: 1, empty: 0, objects: 1 },
      { name: 'train', split: 'train', domain: null, images: 1, empty: 0, objects: 2 },
    ]);
    expect((await engine.openDataSet(folder(voc))).id).toBe(info.id);
    expect((await engine.openDataSet(folder({ ...voc, 'JPEGImages/b.png': '64x640' }))).id).not.toBe(info.id);
    const zipped = await engine.openDataSet({ kind: 'zip', name: 'mine', file: zipBlob(voc) });
    expect(zipped.parts).toEqual(info.parts);
  });

  it('gives single images', async () => {
    const { path, image } = await engine.dataSetImage({ dataSet: info.id, part: 'test', index: 0, count: 1 });
    expect([path, image.width, image.height]).toEqual(['JPEGImages/b.png', 80, 64]);
  });

  it('gives a picture by its file, as large as it is or smaller', async () => {
    const request = { dataSet: info.id, title: info.title, file: 'JPEGImages/b.png' };
    const sizes = [];
    for (const longSide of [null, 40, 100]) {
      const { width, height } = await engine.dataSetPicture({ ...request, longSide });
      sizes.push([width, height]);
    }
    expect(sizes).toEqual([
      [80, 64],
      [40, 32],
      [80, 64],
    ]);
    await expect(engine.dataSetPicture({ ...request, file: 'gone.png', longSide: 9 })).rejects.toMatchObject({
      code: 'data-set-missing',
      message: 'The data set “mine” has no file gone.png.',
    });
    const zipped = await engine.openDataSet({ kind: 'zip', name: 'packed', file: zipBlob(voc) });
    const { width } = await engine.dataSetPicture({ ...request, dataSet: zipped.id, longSide: null });
    expect(width).toBe(80);
  });

  it('describes what it read', async () => {
    const request = { dataSet: info.id, title: info.title };
    const { parts, problems } = await engine.describeDataSet({ ...request, parts: ['test'], count: 5 });
    expect(parts).toMatchObject([{ name: 'test', images: [{ file: 'JPEGImages/b.png', width: 80, height: 64 }] }]);
    expect(problems).toEqual([]);
    await expect(engine.describeDataSet({ ...request, parts: ['winter'] })).rejects.toMatchObject({
      code: 'data-set-missing',
      message: 'The data set “mine” has no part “winter”.',
    });
  });

  it('trains on a part, tests on another, evaluates, and says in the file what it saw', async () => {
    const points: ValidationPoint[] = [];
    const { detector } = await engine.train(training(), {
      onSteps: () => undefined,
      validation: { every: 1, images: 5 },
      onValidation: (point) => points.push(point),
    }).result;
    expect(detector.config.classes).toEqual(['bus', 'bike', 'car', 'motor', 'person', 'rider', 'truck']);
    expect(detector.provenance['trainedOn']).toBe('data set mine, train, 1 images');
    expect(points.map(({ steps }) => steps)).toEqual([0, 1, 2]);
    const { images } = await evaluate(info, ['train', 'test']);
    expect(images.map(({ domain, rows }) => [domain, [...rows.gtClasses]])).toEqual([
      ['train', [2, 1]],
      ['test', [4]],
    ]);
    expect(images[0]?.rows).toMatchObject({
      width: 80,
      gtClasses: Uint16Array.of(2, 1),
      gtBoxes: Float32Array.of(0, 0, 20, 10, 4, 4, 9, 9),
      gtDifficult: Uint8Array.of(0, 1),
    });
  });

  it('gives a detector from CLIP the classes of a data set that has others', async () => {
    const texts = larger({ ...vocTexts, 'Annotations/a.xml': vocXml(['cat', 1, 1, 20, 10], ['car', 5, 5, 19, 19]) });
    const set = await engine.openDataSet(folder(texts));
    const request = training({ name: 'cats', dataSet: { id: set.id, title: set.title, part: 'train' } });
    const smaller = { ...request, config: { ...request.config, imageShortSide: 64 } };
    const { detector } = await engine.train(smaller, { onSteps: () => undefined }).result;
    expect(detector.config.classes.toSorted()).toEqual(['car', 'cat', 'person']);
    // It detects and is evaluated on images of the size that it was trained on, and so is what is trained further.
    const size = { imageShortSide: 64, imageMaxSide: 128 };
    expect(detector.config).toMatchObject(size);
    expect(detector.memory.image.height).toBe(64);
    const further = training({ name: 'further', start: { kind: 'detector', name: 'cats' } });
    const result = await engine.train(further, { onSteps: () => undefined }).result;
    expect(result).toMatchObject({ steps: 2, detector: { config: size } });
    const tiny = { ...request, config: { ...request.config, imageShortSide: 20 } };
    await expect(engine.train(tiny, { onSteps: () => undefined }).result).rejects.toMatchObject({
      code: 'bad-config',
      message: 'Short side of images must lie between 64 and 1,333.',
    });
  });

  it('leaves out images that cannot be read, and says which', async () => {
    const texts = larger({ ...yoloTexts, 'images/val/d.jpg': 'broken' });
    const set = await engine.openDataSet(folder(texts));
    const { images, unreadable } = await evaluate(set, ['val']);
    expect(images.map(({ rows }) => rows.width)).toEqual([80, 0]);
    expect(unreadable).toEqual([{ dataSet: set.id, reason: 'images/val/d.jpg: The file is no image.' }]);
    expect(images.map(({ rows }) => [...rows.gtClasses])).toEqual([[4], []]);
  });

  it('names what shows only beside a picture: boxes outside of it, and another size than the annotation says', async () => {
    const texts = larger({
      ...vocTexts,
      'Annotations/b.xml': vocXml(['person', 11, 3, 30, 20], ['car', 90, 3, 99, 20]).replace('<width>40', '<width>99'),
    });
    const set = await engine.openDataSet(folder(texts));
    const problems: string[] = [];
    const images: EvaluationImage[] = [];
    await engine.evaluate(
      {
        detector: 'own',
        source: {
          kind: 'data-set',
          dataSet: set.id,
          title: set.title,
          layout: set.layout,
          domains: ['test'],
          imagesPerDomain: 9,
          images: [1],
        },
      },
      {
        onImage: (image) => images.push(image),
        onProblem: ({ dataSet, file, reason }) => {
          expect(dataSet).toBe(set.id);
          problems.push(`${file}: ${reason}`);
        },
      },
    );
    expect(images[0]?.rows.gtBoxes).toEqual(Float32Array.of(10, 2, 30, 20));
    expect(problems).toEqual([
      "Annotations/b.xml: The annotation says 99 × 20 pixels, but JPEGImages/b.png has 80 × 64; the picture's own size counts.",
      'Annotations/b.xml: Object 2 (car) has a box outside of the picture (89, 2, 99, 20 in 80 × 64); it is left out.',
    ]);
    const described = await engine.describeDataSet({ dataSet: set.id, title: set.title, parts: ['test'] });
    expect(described.problems.map(({ file, message }) => `${file}: ${message}`)).toEqual(problems);
  });

  it('evaluates Diverse Weather by the names of our domains', async () => {
    const set = await engine.openDataSet(folder(larger(diverseWeatherTexts())));
    const names = set.parts.filter(({ name, domain }) => name === domain).map(({ name }) => name);
    const { images } = await evaluate(set, names);
    expect(images.map(({ domain, index }) => [domain, index])).toEqual(names.map((name) => [name, 0]));
  });

  it.each<[string, () => Promise<unknown>, code: string, message: string]>([
    [
      'a data set that is not open',
      () => evaluate({ ...info, id: 'gone' }, ['train']),
      'data-set-missing',
      'The data set “mine” is not open.',
    ],
    [
      'a part that there is not',
      () => evaluate(info, ['winter']),
      'data-set-missing',
      'The data set “mine” has no part “winter”.',
    ],
    ['no part', () => evaluate(info, []), 'bad-config', 'There is no domain to evaluate on.'],
    [
      'training on a data set that is not open',
      () =>
        engine.train(training({ dataSet: { id: 'gone', title: 'old', part: 'train' } }), { onSteps: () => undefined })
          .result,
      'data-set-missing',
      'The data set “old” is not open.',
    ],
    [
      'other files',
      () => engine.openDataSet(folder({ 'a.txt': '' })),
      'no-data-set',
      '“mine” is no data set that is known here. It holds a.txt, but neither pictures nor annotations.',
    ],
    [
      'a zip file that is none',
      () => engine.openDataSet({ kind: 'zip', name: 'mine', file: new Blob(['PK']) }),
      'data-set-unreadable',
      '“mine”: the file is no zip file: the list of files, which stands at the end of one, is missing.',
    ],
    [
      'reading that was cancelled',
      () => engine.openDataSet(folder(voc), { signal: AbortSignal.abort() }),
      'cancelled',
      'Cancelled.',
    ],
  ])('refuses %s', async (_, act, code, message) => {
    await expect(act()).rejects.toMatchObject({ name: 'CodedError', code, message });
  });

  it('refuses a detector that knows none of the classes, and training without any object', async () => {
    const only = larger({
      ...vocTexts,
      'Annotations/a.xml': vocXml(['tree', 1, 1, 20, 10]),
      'Annotations/b.xml': vocXml(['sign', 1, 1, 9, 9]),
    });
    const set = await engine.openDataSet(folder(only));
    await expect(evaluate(set, ['train'])).rejects.toMatchObject({
      message: 'The detector “own” knows none of the classes of these images: sign, tree.',
    });
    const request = training({
      start: { kind: 'detector', name: 'own' },
      dataSet: { id: set.id, title: set.title, part: 'train' },
    });
    await expect(engine.train(request, { onSteps: () => undefined }).result).rejects.toMatchObject({
      message:
        'No image of “train” shows anything that the detector knows: bus, bike, car, motor, person, rider, truck.',
    });
  });

  it('forgets', async () => {
    await engine.closeDataSet(info.id);
    await engine.closeDataSet(info.id);
    await expect(evaluate(info, ['train'])).rejects.toMatchObject({ code: 'data-set-missing' });
  });
});
