import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DomainResult } from '../../src/evaluation/domain-result';
import { unseenDomains } from '../../src/runs/records/benchmark-results';
import { sourceDomain } from '../../src/scenes/conditions';
import { root } from '../install.mjs';
import { collectEvidence, twinMarkdown } from './report';

const domain = (name: string, ap: number): DomainResult => ({
  domain: name,
  images: 2,
  classes: [],
  map50: { voc11: ap, vocArea: ap, voc11Reference: ap, coco101: ap },
  map5095: ap,
});

/** Tested with one AP on the source and another on all that is unseen. */
const tested = (source: number, unseen: number) => ({
  validation: domain(sourceDomain, source),
  domains: [domain(sourceDomain, source), ...unseenDomains.map((name) => domain(name, unseen))],
});

test('the seeds of both sides stand beside each other, with their mean difference', () => {
  const text = twinMarkdown({
    steps: null,
    detections: null,
    seeds: [
      { seed: 1, ours: tested(0.6, 0.4), twin: tested(0.61, 0.42) },
      { seed: 2, ours: tested(0.62, 0.44), twin: tested(0.62, 0.43) },
    ],
  });
  expect(text).toContain('| seed 1, PyTorch | 61.0 | 61.0 | 42.0 | 42.0 | 42.0 | 42.0 | 42.0 |');
  expect(text).toContain('| mean, here | 61.0 | 61.0 | 42.0 | 42.0 | 42.0 | 42.0 | 42.0 |');
  expect(text).toContain('| PyTorch − here | 0.5 | 0.5 | 0.5 | 0.5 | 0.5 | 0.5 | 0.5 |');
});

test('docs/twin.md is what the report makes of the files in docs', () => {
  expect(readFileSync(join(root, 'docs/twin.md'), 'utf8')).toBe(twinMarkdown(collectEvidence()));
});

test('what was not measured is not spoken of', () => {
  const text = twinMarkdown({ steps: null, detections: null, seeds: [] });
  expect(text).toContain('# The training in PyTorch');
  expect(text).not.toContain('## ');
});
