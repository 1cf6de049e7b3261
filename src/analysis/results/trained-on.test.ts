import { expect, test } from 'vitest';
import { exampleEvaluation } from '../../runs/testing';
import { seenDomainsText } from './trained-on';

const { config } = exampleEvaluation('e');
const tested = (trainedOn: string | null, domains: readonly string[]) =>
  seenDomainsText({
    title: 'Mine',
    config: {
      ...config,
      detectorProvenance: trainedOn === null ? {} : { trainedOn },
      source: { kind: 'builtin', domains, split: 'test', imagesPerDomain: 2 },
    },
  });
const clear = 'built-in scenes daytime-clear/train 0 to 1199';

test('nothing is said of a detector that saw the source alone, a data set, or nothing that is known', () => {
  const domains = ['daytime-clear', 'night-rainy'];
  expect(tested(clear, domains)).toBeNull();
  expect(tested('data set mine, night-rainy, 5 images', domains)).toBeNull();
  expect(tested(null, domains)).toBeNull();
});

test('tested domains that training saw are named', () => {
  const three = `${clear}, built-in scenes night-rainy/train 0 to 1199, built-in scenes dusk-rainy/train 0 to 1199`;
  expect(tested(three, ['daytime-clear', 'night-clear', 'night-rainy'])).toBe(
    '“Mine” was trained on night-rainy, too: these are not unseen.',
  );
});
