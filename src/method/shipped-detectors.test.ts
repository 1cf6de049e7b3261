import { expect, test } from 'vitest';
import { detectorNamed } from './shipped-detectors';

const [baseline, clipTheGap, augmented] = ['baseline', 'clip-the-gap', 'augmented'].map((name) => ({ name }));

test('a former name of a shipped detector still finds it', () => {
  expect(detectorNamed([baseline!, clipTheGap!], 'augmented')).toBe(clipTheGap);
});

test('a detector that has the name itself comes first', () => {
  expect(detectorNamed([clipTheGap!, augmented!], 'augmented')).toBe(augmented);
});

test('any other name finds only what is called so', () => {
  expect(detectorNamed([baseline!, clipTheGap!], 'clip-the-gap')).toBe(clipTheGap);
  expect(detectorNamed([baseline!, clipTheGap!], 'constructor')).toBeUndefined();
  expect(detectorNamed([baseline!], 'augmented')).toBeUndefined();
});
