import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { DetectorInfo } from '../../engine/engine';
import { openSafetensors } from '../../formats/safetensors/safetensors';
import { knowsDrawnScenesOnly, trainingText } from './detector-facts';

const config = (method: string) => JSON.stringify({ method, steps: 500 });
const scenes = 'built-in scenes daytime-clear/train 0 to 1199';
const titles = [{ name: 'mixstyle', title: 'MixStyle' }] as const;
const of = (provenance: Readonly<Record<string, string>>) => trainingText({ provenance }, titles);
const clipAlone: Pick<Required<DetectorInfo>, 'provenance' | 'zeroShot'> = {
  provenance: {},
  zeroShot: {
    classes: ['car'],
    promptTemplate: 'a {}',
    background: { kind: 'margin', cosine: 0.25 },
    logitScale: 100,
    proposalSource: { kind: 'selective-search' },
    proposals: 500,
    regions: 50,
    overlapThresh: 0.5,
    secondLook: false,
  },
};

describe('how a detector was trained', () => {
  it('is said by method, prompts and steps', () => {
    const targetPrompts = JSON.stringify(['a', 'b', 'c']);
    expect(of({ trainedOn: scenes, steps: '2500', config: config('none') })).toBe('Trained on clear days, 2,500 steps');
    expect(of({ trainedOn: scenes, steps: '500', config: config('additive'), targetPrompts })).toBe(
      'Trained on clear days, with the offsets of 3 prompts, 500 steps',
    );
    expect(of({ trainedOn: scenes, steps: '500', config: config('photometrics'), targetPrompts: '["a"]' })).toBe(
      'Trained on clear days, pixels changed as 1 prompt chooses, 500 steps',
    );
    expect(of({ trainedOn: 'data set mine, train, 12 images', steps: '40', config: config('mixstyle') })).toBe(
      'Trained on data set mine, train, 12 images, MixStyle, 40 steps',
    );
  });

  it('names the domains where clear days were not all', () => {
    const trainedOn = 'built-in scenes daytime-clear/train 0 to 9, night-clear/train 0 to 9';
    expect(of({ trainedOn, steps: '5', config: config('none') })).toBe(`Trained on ${trainedOn}, 5 steps`);
  });

  it('is left open where the file does not say it, whatever stands in it', () => {
    expect(of({})).toBe('Its file does not say how it was trained');
    expect(of({ trainedOn: scenes, config: '{', steps: 'many' })).toBe('Trained on clear days, many steps');
    expect(trainingText(clipAlone, titles)).toMatch(/^Not trained to find boxes/u);
  });
});

test('a detector of built-in scenes knows drawn scenes only, and so does CLIP alone where the model is the built-in one', () => {
  expect(knowsDrawnScenesOnly({ provenance: { trainedOn: scenes } }, null)).toBe(true);
  expect(knowsDrawnScenesOnly({ provenance: { trainedOn: 'data set mine, train, 12 images' } }, null)).toBe(false);
  expect(knowsDrawnScenesOnly({ provenance: {} }, { vocabulary: ['fog'] })).toBe(false);
  expect(knowsDrawnScenesOnly(clipAlone, { vocabulary: ['fog'] })).toBe(true);
  expect(knowsDrawnScenesOnly(clipAlone, { vocabulary: null })).toBe(false);
});

test('every shipped detector says how it was trained, and that it knows drawn scenes', async () => {
  const folder = new URL('../../../models/builtin/detectors/', import.meta.url);
  const files = readdirSync(folder);
  expect(files).toContain('baseline.safetensors');
  for (const file of files) {
    const { metadata } = await openSafetensors(readFileSync(new URL(file, folder)));
    const provenance = JSON.parse(metadata.get('provenance')!) as Record<string, string>;
    expect(trainingText({ provenance }, titles)).toMatch(/^Trained on clear days, .*\d steps$/u);
    expect(knowsDrawnScenesOnly({ provenance }, null)).toBe(true);
  }
});
