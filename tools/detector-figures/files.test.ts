import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allConditions, benchmarkDomains, conditionName } from '../../src/scenes';
import { root } from '../install.mjs';
import { cardWith, readFigures, shippedHashes } from './files';
import { readOutcomes } from './outcomes';

test('the figures are those of the detectors that are shipped', () => {
  const { detectors } = readFigures()!;
  const hashes = Object.entries(detectors).map(([name, { sha256 }]) => [name, sha256]);
  expect(new Map(hashes as [string, string][]), 'npm run detector-figures measures what is shipped').toEqual(
    shippedHashes(),
  );
  for (const { ap50, ap75 } of Object.values(detectors)) {
    expect(Object.keys(ap50)).toEqual(benchmarkDomains.map(({ name }) => name));
    for (const ap of [ap75, ...Object.values(ap50)]) expect(ap).toSatisfy((value: number) => value > 0 && value < 1);
  }
});

test('what is recorded of the first streets is what the shipped detectors find, under every condition', () => {
  const { modelHash, detectors } = readOutcomes()!;
  expect(modelHash).toBe(readFigures()!.modelHash);
  const hashes = Object.entries(detectors).map(([name, { sha256 }]): [string, string] => [name, sha256]);
  expect(new Map(hashes), 'npm run detector-figures records what is shipped').toEqual(shippedHashes());
  const objects = new Map<string, readonly number[]>();
  for (const { conditions } of Object.values(detectors)) {
    expect(Object.keys(conditions)).toEqual(allConditions.map(conditionName));
    for (const [condition, { scenes }] of Object.entries(conditions)) {
      const counts = scenes.map(({ found }) => found.length);
      expect(objects.get(condition) ?? counts, 'all detectors are asked for the same objects').toEqual(counts);
      objects.set(condition, counts);
    }
  }
});

test('the table of the model card is what the figures say', () => {
  expect(readFileSync(join(root, 'models/builtin/README.md'), 'utf8')).toBe(cardWith(readFigures()!));
});
