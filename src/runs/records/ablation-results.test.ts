import { describe, expect, it } from 'vitest';
import type { DomainResult } from '../../evaluation/domain-result';
import type { AblationResults } from './ablation-results';
import { domainAp, overSeeds, unseenAp, unseenDomains } from './benchmark-results';
import { parseAblationResults } from './ablation-results-schema';

const domain = (name: string, voc11: number): DomainResult => ({
  domain: name,
  images: 2,
  classes: [
    { name: 'car', groundTruths: 3, voc11, vocArea: voc11, voc11Reference: null, coco101: voc11, coco5095: null },
  ],
  map50: { voc11, vocArea: voc11, voc11Reference: null, coco101: null },
  map5095: null,
});

const results: AblationResults = {
  rows: [
    {
      name: 'none',
      title: 'No augmentation',
      init: 'clip',
      classifier: 'text',
      pooling: 'attention',
      method: 'none',
      oracle: false,
      alignment: 0.25,
      difference: null,
      runs: [
        {
          seed: 1,
          finishedAt: '2026-11-24T12:00:00.000Z',
          config: { training: { seed: 1 } },
          modelHash: 'ab',
          backend: 'wasm',
          secondsPerStep: 0.5,
          steps: 10,
          losses: [3, 1],
          validation: domain('daytime-clear', 0.6),
          domains: unseenDomains.map((name, i) => domain(name, 0.1 * (i + 1))),
        },
      ],
    },
  ],
};

describe('recorded benchmark', () => {
  it('is read as it was written', () => {
    expect(parseAblationResults(JSON.parse(JSON.stringify(results)))).toEqual(results);
  });

  it('may be older than the column of alignments', () => {
    const { alignment, ...old } = results.rows[0]!;
    expect(alignment).toBe(0.25);
    expect(parseAblationResults({ rows: [old] })?.rows[0]?.alignment).toBeNull();
  });

  it('is refused where it is damaged', () => {
    expect(parseAblationResults(null)).toBeNull();
    expect(parseAblationResults({ rows: [{ ...results.rows[0], runs: [{ seed: 'x' }] }] })).toBeNull();
  });

  it('averages over the four unseen domains and over seeds', () => {
    const run = results.rows[0]!.runs[0]!;
    expect(unseenAp(run)).toBeCloseTo(0.25);
    expect(unseenAp(run, 'coco101')).toBeNaN();
    expect(domainAp(run, 'daytime-clear')).toBeNaN();
    expect(overSeeds([1, 2, 6])).toEqual({ mean: 3, min: 1, max: 6 });
    expect(overSeeds([])).toBeNull();
  });
});
