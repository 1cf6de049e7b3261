import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  decodeText,
  diverseWeatherTexts,
  namedBlobs,
  vocTexts,
  yoloTexts,
  zipBlob,
  type Texts,
} from '../../engine/images/data-set-testing';
import { classFates } from '../../analysis/data-sets/class-fates';
import { evaluationOf, withParts } from '../settings/data-choices';
import { engine } from '../jobs/engine-access';
import { evaluatedPicture } from './evaluated-pictures';
import { imagesDone } from '../jobs/evaluate/evaluation-buffer';
import { openFolder, openZippedData, removeDataSet } from './open-data-set';
import { encodePermalink } from '../settings/permalink';
import { permalinkState } from '../settings/permalink-sync';
import { canResumeEvaluation, toggleEvaluation } from '../jobs/evaluate/run-evaluation';
import { toggleRun } from '../jobs/run-optimisation';
import { store } from '../store/store';
import { TinyPage, until } from '../testing';
import { evaluationObstacle, runObstacle, trainingObstacle } from '../jobs/obstacles';
import { requestWith } from '../jobs/train/training-request';

/** Node decodes no pictures: their files hold their size as text. */
const page = await TinyPage.load({ decode: decodeText });

beforeEach(async () => {
  await page.open();
  vi.spyOn(page.engine, 'decodeImage').mockImplementation(decodeText);
});

const files = (texts: Texts) =>
  namedBlobs(texts).map(({ path, file }) => ({
    path,
    file: new File([file], path.split('/').at(-1)!, { type: file.type }),
  }));

async function open(texts: Texts) {
  await openFolder('mine', files(texts));
  return store.getState().dataSets.at(-1)!;
}

const ended = () => until(({ evaluationProgress }) => evaluationProgress === null);

describe('opening', () => {
  test('a folder is listed once, however often it is chosen, and forgotten when it is removed', async () => {
    const info = await open(vocTexts);
    expect(info).toMatchObject({ title: 'mine', format: 'voc', problemCount: 0 });
    expect(store.getState()).toMatchObject({ dataShown: true, dataSetOpening: null });
    await open(vocTexts);
    expect(store.getState().dataSets).toHaveLength(1);
    store.getState().setEvaluationChoice({ source: evaluationOf(info, 5) });
    store.getState().setTrainingData({ id: info.id, title: info.title, part: 'train' });
    store.getState().setOptimisationData({ id: info.id, title: info.title, part: 'train' });
    await removeDataSet(info.id);
    expect(store.getState()).toMatchObject({ dataSets: [], trainingData: null, optimisationData: null });
    expect(store.getState().evaluationChoice.source.kind).toBe('builtin');
    await expect(engine().dataSetImage({ dataSet: info.id, part: 'train', index: 0, count: 1 })).rejects.toThrow(
      'not open',
    );
  });

  test('a zip file is listed like a folder', async () => {
    await openZippedData(new File([zipBlob(vocTexts)], 'mine.zip'));
    expect(store.getState().dataSets).toMatchObject([{ title: 'mine', format: 'voc' }]);
  });

  test('a folder of pictures goes to Detect and says why it is no data set, as does another folder', async () => {
    store.getState().setView('optimise');
    await openFolder('holiday', files({ 'a.jpg': '40x20', 'notes.txt': '' }));
    expect(store.getState()).toMatchObject({
      view: 'detect',
      dataSets: [],
      notices: [
        {
          tone: 'info',
          message: '“holiday” is no data set that is known here. It holds a picture, but no annotations that are read.',
          hint: expect.stringMatching(
            /^Its pictures are opened to detect in\. If you meant a data set: Choose a folder/u,
          ),
        },
      ],
    });
    expect(store.getState().ownImages.map(({ name }) => name)).toEqual(['a.jpg']);
    await openFolder('many', files(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`${i}.jpg`, '40x20']))));
    expect(store.getState().notices.at(-1)?.hint).toContain('The first 50 of its 51 pictures are opened');
    await openFolder('papers', files({ 'notes.txt': '' }));
    expect(store.getState().notices.slice(-1)).toMatchObject([
      {
        message:
          '“papers” is no data set that is known here. It holds notes.txt, but neither pictures nor annotations.',
      },
    ]);
  });
});

describe('choices', () => {
  test('Diverse Weather is evaluated on the paper’s test sets, another data set on its test part', async () => {
    const diverse = await open(diverseWeatherTexts());
    expect(evaluationOf(diverse, 50)).toMatchObject({
      layout: 'diverse-weather',
      domains: ['daytime-clear', 'night-clear', 'dusk-rainy', 'night-rainy', 'daytime-foggy'],
      images: [1, 1, 1, 1, 1],
    });
    expect(evaluationOf(await open(vocTexts), 50)).toMatchObject({ layout: 'plain', domains: ['test'], images: [1] });
    const yolo = await open(yoloTexts);
    expect(evaluationOf(yolo, 50)).toMatchObject({ domains: ['val'] });
    expect(withParts(yolo, ['train', 'val'], 1)).toMatchObject({ domains: ['train', 'val'], images: [1, 1] });
  });

  test('classes are matched with those of a detector', async () => {
    const info = await open(vocTexts);
    expect(classFates(info, ['car', 'bike'])).toEqual([
      { name: 'person', objects: 1, known: null },
      { name: 'car', objects: 1, known: 'car' },
      { name: 'bicycle', objects: 1, known: 'bike' },
    ]);
  });
});

describe('a data set is used like the built-in scenes', () => {
  test('evaluation: its own parts and boxes, pictures behind them, unreadable ones noted, nothing in the link', async () => {
    const texts = { ...yoloTexts, 'images/val/d.jpg': 'broken' };
    const info = await open(texts);
    const source = evaluationOf(info, 50);
    store.getState().setEvaluationChoice({ source, b: null });
    expect(encodePermalink(permalinkState(store.getState()))).not.toContain(info.id);
    expect(evaluationObstacle(store.getState())).toBeNull();
    toggleEvaluation();
    await ended();
    const { a } = store.getState().evaluations;
    expect(a).toMatchObject({
      status: 'finished',
      config: { source },
      classes: page.info.detectors[0]!.config.classes,
    });
    expect(imagesDone(a!)).toBe(2);
    expect(a!.domains[0]!.images.map(({ width, gtClasses }) => [width, gtClasses.length])).toEqual([
      [40, 1],
      [0, 0],
    ]);
    expect((await evaluatedPicture(source, 'val', 0)).width).toBe(40);
    await expect(evaluatedPicture(source, 'val', 1)).rejects.toThrow('The file is no image.');
    expect(store.getState().dataSets[0]).toMatchObject({
      problemCount: 1,
      problems: [{ reason: 'images/val/d.jpg: The file is no image.' }],
    });
    expect(store.getState().notices.map(({ message }) => message)).toContain(
      'Some images of “mine” cannot be read, and are left out.',
    );
  });

  test('an interrupted evaluation goes on only while its data set is open', async () => {
    const info = await open(yoloTexts);
    store.getState().setEvaluationChoice({ source: withParts(info, ['train', 'val'], 50), b: null });
    await page.cancelEvaluationAt(1);
    expect(canResumeEvaluation(store.getState())).toBe(true);
    const { source } = store.getState().evaluationChoice;
    await removeDataSet(info.id);
    expect(canResumeEvaluation(store.getState())).toBe(false);
    store.getState().setEvaluationChoice({ source });
    expect(evaluationObstacle(store.getState())).toBe(
      'The data set “mine” is not open. Choose its folder or zip file under Data.',
    );
    await open(yoloTexts);
    expect(canResumeEvaluation(store.getState())).toBe(true);
  });

  test('optimisation: crops come from its images, and the record names them', async () => {
    const info = await open(yoloTexts);
    store.setState({ changedParameters: { iterations: 2, cropSize: 20, imageShortSide: 40, imagesPerStep: 1 } });
    store.getState().setOptimisationData({ id: info.id, title: info.title, part: 'train' });
    expect(runObstacle(store.getState())).toBeNull();
    toggleRun();
    await until(({ run }) => run.status === 'finished');
    expect(store.getState().run.images).toEqual(['mine/images/train/a.jpg', 'mine/images/train/b.jpg']);
  });

  test('training: the request names data set and part; what needs built-in scenes says so', async () => {
    const info = await open(yoloTexts);
    const choice = { id: info.id, title: info.title, part: 'train' };
    store.getState().setTrainingData(choice);
    store.getState().setTrainingMethod('none');
    expect(trainingObstacle(store.getState())).toBeNull();
    expect(requestWith(store.getState(), null, 'next')).toMatchObject({
      dataSet: choice,
      scenes: 2,
      title: expect.stringContaining(', mine') as string,
    });
    store.getState().setTrainingData({ ...choice, id: 'gone' });
    expect(trainingObstacle(store.getState())).toMatch(/^The data set “mine” is not open/u);
  });
});
