import { beforeEach, describe, expect, test, vi } from 'vitest';
import { add, normalise, scale } from '../../../math/vector';
import { exampleDictionary } from '../../../photometrics/dictionary/testing';
import { unseenDomains } from '../../../runs/records/benchmark-results';
import { createRunStore } from '../../../runs/library/runs-store';
import { learnedPrompts } from '../../../runs/records/learned-record';
import { createMemoryFiles, createMemoryStore } from '../../../runs/testing';
import { provideStorage } from '../../library/storage-access';
import { noPhotometrics } from '../../store/photometrics-slice';
import { toTargets } from '../../store/prompts-slice';
import { store } from '../../store/store';
import { TinyPage, until } from '../../testing';
import { embedPrompts } from '../embed-prompts';
import { trainingRequest } from '../estimate-runs';
import { toggleTraining } from './run-training';
import { methodObstacle } from './training-method';

const page = await TinyPage.load();
const { info } = page;
const dictionary = exampleDictionary(240, info.embeddingDim);
const current = () => store.getState();
const source = normalise(Float32Array.from({ length: info.embeddingDim }, (_, d) => Math.cos(d)));
const mean = source.map((_, d) => dictionary.measured.reduce((sum, { shift }) => sum + shift[d]! / 240, 0));
/** A prompt in the direction of what one transform does apart from the others, which the model sees clearly. */
const clear = (k: number) =>
  normalise(
    add(
      source,
      scale(
        dictionary.measured[k]!.shift.map((value, d) => value - mean[d]!),
        0.02,
      ),
    ),
  );

/** Prompts with their embeddings. */
function showPrompts(texts: Readonly<Record<string, Float32Array>>): void {
  store.setState({
    sourcePrompt: 'day',
    targets: toTargets(Object.keys(texts)),
    embeddings: new Map(
      Object.entries({ day: source, ...texts }).map(([text, embedding]) => [
        text,
        { kind: 'ready', tokens: 3, embedding },
      ]),
    ),
  });
}

beforeEach(async () => {
  provideStorage({ runs: createRunStore(createMemoryStore()), checkpoints: createMemoryFiles() });
  await page.open();
  store.setState({
    photometrics: { ...noPhotometrics, status: 'ready', dictionary },
    trainingMethod: 'photometrics',
  });
  showPrompts({ rain: clear(17), fog: clear(40) });
});

const learned = () => {
  const request = trainingRequest(current());
  if (request?.learned?.kind !== 'policy') throw new Error(methodObstacle(current()) ?? 'no policy');
  return request.learned.policy;
};

test('target prompts choose; the same object while nothing changes, another with a further prompt', () => {
  const policy = learned();
  expect(policy.sourcePrompt).toBe('day');
  expect(policy.prompts.map(({ text }) => text)).toEqual(['rain', 'fog']);
  expect(policy.prompts[0]!.transforms[0]!.transform).toEqual({
    kind: 'photometric',
    parameters: dictionary.transforms[17],
  });
  expect(learned()).toBe(policy);
  showPrompts({ rain: clear(17), fog: clear(40), snow: clear(99) });
  expect(learned().prompts).toHaveLength(3);
});

test('matched random is another one with each seed of the training, uniform asks no prompt', () => {
  current().setTrainingMethod('photometrics-random');
  const first = learned();
  current().setTrainingParameter('seed', 2);
  expect(learned()).not.toEqual(first);
  current().setTrainingMethod('photometrics-uniform');
  store.setState({ targets: [] });
  expect(learned().prompts).toHaveLength(1);
});

test('unrelated prompts are the method’s own, embedded when it is chosen', async () => {
  current().setTrainingMethod('photometrics-unrelated');
  expect(methodObstacle(current())).toBe('The prompts are being embedded.');
  await embedPrompts();
  expect(learned().prompts.map(({ text }) => text)).toEqual(
    info.methods.find(({ name }) => name === 'unrelated')!.suggestedPrompts,
  );
});

test('real images choose when the training starts', async () => {
  // As many scenes as a test needs.
  const measure = page.engine.measureShifts.bind(page.engine);
  vi.spyOn(page.engine, 'measureShifts').mockImplementation((request, options) =>
    measure({ ...request, scenes: 2 }, options),
  );
  current().setTrainingMethod('photometrics-oracle');
  current().setTrainingParameter('steps', 1);
  current().setTrainingParameter('imagesPerStep', 1);
  expect(methodObstacle(current())).toBeNull();
  expect(trainingRequest(current())).toBeNull();
  toggleTraining();
  await until(({ training }) => training.status === 'finished');
  const { request } = current().training;
  expect(learnedPrompts(request?.learned ?? null)).toEqual(unseenDomains);
  const data = { id: 'own', title: 'Own', part: 'train' };
  expect(methodObstacle({ ...current(), trainingData: data })).toContain('built-in scenes only');
});

describe('why no policy can be made', () => {
  const neutral = dictionary.neutralTexts;
  const obstacle = () => methodObstacle(current());

  test('no dictionary', () => {
    for (const [status, said] of [
      ['none', 'needs a dictionary of photometric transforms'],
      ['loading', 'is being loaded'],
      ['measuring', 'are being measured'],
    ] as const) {
      store.setState({ photometrics: { ...noPhotometrics, status } });
      expect(obstacle()).toContain(said);
    }
  });

  test('no prompt, and one that says what the source says', () => {
    showPrompts({});
    expect(obstacle()).toBe('This method needs target prompts. Add at least one.');
    showPrompts({ rain: clear(17), 'the day': source });
    expect(obstacle()).toBe('“the day” says what the source prompt says, so it chooses nothing. Change its words.');
    current().setIdentity(current().targets[1]!.id, true);
    expect(obstacle()).toBeNull();
    current().setIdentity(current().targets[0]!.id, true);
    expect(obstacle()).toBe('Images are to stay as they are for every target prompt. Let one of them choose.');
  });

  test('words without photometry in all prompts; one that has some is enough, and the others choose, too', () => {
    showPrompts({ cat: neutral[1]!, house: neutral[2]! });
    expect(obstacle()).toBe(
      'This model sees no photometric change in the target prompts. Use words of light or weather.',
    );
    showPrompts({ cat: neutral[1]!, rain: clear(17) });
    expect(learned().prompts.map(({ transforms }) => transforms.length)).toEqual([60, 60]);
  });

  test('embeddings that are not there yet', () => {
    store.setState({ embeddings: new Map() });
    expect(obstacle()).toBe('The prompts are being embedded.');
  });
});
