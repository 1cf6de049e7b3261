import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { optimisationRows, optimisationSteps, stepTimes, trainingRows, trainingSteps } from './step-rows';

const number = fc.double();
const floats = (length: number) =>
  fc.array(fc.float(), { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));

it('brings optimisation steps back as they were', () => {
  const steps = fc.nat(4).chain((targets) =>
    fc.array(
      fc.record({
        step: fc.nat(),
        seconds: number,
        lossTotal: number,
        lossCosine: number,
        lossL1: number,
        cosine: floats(targets),
        l1: floats(targets),
      }),
    ),
  );
  fc.assert(
    fc.property(steps, (batch) => {
      expect(optimisationSteps(optimisationRows(batch))).toEqual(batch);
    }),
  );
});

it('brings training steps back as they were', () => {
  const step = fc.record({
    step: fc.nat(),
    seconds: number,
    lossTotal: number,
    lossRpnObjectness: number,
    lossRpnBox: number,
    lossClassification: number,
    lossBox: number,
    augmented: fc.boolean(),
    learningRate: number,
  });
  fc.assert(
    fc.property(fc.array(step), (batch) => {
      expect(trainingSteps(trainingRows(batch))).toEqual(batch);
      expect(stepTimes(trainingRows(batch))).toEqual(batch.map(({ step: at, seconds }) => ({ step: at, seconds })));
    }),
  );
});
