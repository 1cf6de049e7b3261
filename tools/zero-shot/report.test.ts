import { expect, test } from 'vitest';
import { root } from '../install.mjs';
import { readReport, zeroShotMarkdown } from './report';
import { readResults, type ZeroShotResults } from './results';

test('docs/zero-shot.md is what the report makes of docs/zero-shot.json', () => {
  expect(readReport(root)).toBe(zeroShotMarkdown(readResults(root) as ZeroShotResults));
});
