import { expect, it } from 'vitest';
import { writeSafetensors } from '../../formats/safetensors/safetensors';
import { Random } from '../../math/random';
import { exampleCheckpoint, exampleEvaluation, exampleRun, exampleUnfinished } from '../testing';
import { writeUnfinishedEvaluation } from './unfinished-evaluation';
import { writeUnfinishedOptimisation, type UnfinishedOptimisation } from './unfinished-optimisation';
import { writeUnfinishedTraining } from './unfinished-training';
import { readUnfinishedWork } from './unfinished-work';

function unfinishedOptimisation(): UnfinishedOptimisation {
  const { id, createdAt, config, images, provenance, curves } = exampleRun('mine');
  const rows = curves.values[0]!.length;
  const random = new Random(3);
  random.normal();
  return {
    id,
    createdAt,
    config,
    images,
    provenance,
    curves,
    source: { images: 2, dataSet: { id: 'set', title: 'Streets', part: 'night' } },
    state: {
      iteration: rows,
      seconds: 1.5,
      offsets: Float32Array.of(0.1, -0, 3e-39, 7),
      adam: { 'm/offsets': Float32Array.of(1, 2, 3, 4), step: Float32Array.of(rows) },
      random: random.state,
    },
  };
}

it('brings back an optimisation to the last bit, and says what it is', async () => {
  const run = unfinishedOptimisation();
  const file = writeUnfinishedOptimisation(run);
  expect(await readUnfinishedWork(file)).toEqual({ kind: 'optimisation', run });
  const builtin = { ...run, source: { images: 40, dataSet: null } };
  expect(await readUnfinishedWork(writeUnfinishedOptimisation(builtin))).toEqual({
    kind: 'optimisation',
    run: builtin,
  });
});

it('brings back an evaluation of one or two detectors', async () => {
  const a = { ...exampleEvaluation('a'), status: 'stopped' } as const;
  const b = exampleEvaluation('b');
  for (const run of [
    { id: 'a', a, b },
    { id: 'a', a, b: null },
  ])
    expect(await readUnfinishedWork(writeUnfinishedEvaluation(run))).toEqual({ kind: 'evaluation', run });
});

it('still opens the checkpoints of trainings', async () => {
  const run = exampleUnfinished('mine');
  expect(await readUnfinishedWork(await writeUnfinishedTraining(run, exampleCheckpoint))).toEqual({
    kind: 'training',
    run,
  });
});

it('names what cannot be read', async () => {
  const refusal = (file: Blob) =>
    readUnfinishedWork(file).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : null),
    );
  const foreign = new Blob([writeSafetensors([], { format: 'clip-the-gap-detector' })]);
  expect(await refusal(foreign)).toContain('no checkpoint of this page');
  const whole = writeUnfinishedOptimisation(unfinishedOptimisation());
  expect(await refusal(whole.slice(0, whole.size - 3))).toContain('ends at byte');
  const run = unfinishedOptimisation();
  const short = { ...run, state: { ...run.state, iteration: run.state.iteration + 1 } };
  expect(await refusal(writeUnfinishedOptimisation(short))).toContain('curves');
});
