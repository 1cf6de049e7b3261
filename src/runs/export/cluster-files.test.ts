import { describe, expect, it } from 'vitest';
import { detectorPresets } from '../../method/detector-config';
import { referencePrompts } from '../../scenes/reference-prompts';
import { unzip } from '../../formats/zip/testing-zip';
import { clusterZip, commands, configYaml, promptFile, type ClusterPackage } from './cluster-files';

const { sourcePrompt, targetPrompts } = referencePrompts.weather;
const whole: ClusterPackage = {
  checkpoint: Uint8Array.of(1, 2, 3),
  offsets: { sourcePrompt, targetPrompts, channels: 1, height: 1, width: 1, values: new Float32Array(15) },
  detector: detectorPresets.reference,
  model: { name: 'RN101', channels: 1024, grid: 14 },
  about: {},
};
const small: ClusterPackage = {
  ...whole,
  offsets: null,
  detector: { classes: ['cat', 'dog'], imageShortSide: 300, imageMaxSide: 667 },
  model: { name: 'Built-in CLIP', channels: 256, grid: 6 },
};

describe('files for a cluster', () => {
  it('a zip of checkpoint, offsets, prompts, configuration and commands', async () => {
    expect([...(await unzip(clusterZip(whole))).keys()]).toEqual([
      'model_start.pth',
      'offsets.npz',
      'prunedprompts2.txt',
      'clip_the_gap.yaml',
      'README.md',
    ]);
    expect([...(await unzip(clusterZip(small))).keys()]).toEqual(['model_start.pth', 'clip_the_gap.yaml', 'README.md']);
  });

  it('prompts one a line, in the order of the reference', () => {
    expect(promptFile(targetPrompts).split('\n').slice(0, 2)).toEqual([
      'an image taken on a snow night',
      'an image taken on a fog night',
    ]);
  });

  it('optimises no offsets where the checkpoint brings them', () => {
    expect(configYaml(whole)).toContain('OFFSET_OPT_ITERS: 0\n');
    expect(configYaml(whole)).toContain('NUM_CLASSES: 7\n');
    expect(configYaml(small)).toContain('OFFSET_OPT_ITERS: 1000\n');
    expect(configYaml(small)).toContain('NUM_CLASSES: 2\n');
  });

  it('trains and tests on images of the detector’s size; those of CLIP alone are the reference’s', () => {
    const sizes = (content: ClusterPackage) => /INPUT:\n((?: {2}M\w+: .*\n)+)/u.exec(configYaml(content))?.[1];
    const reference = '  MIN_SIZE_TRAIN: (600,)\n  MAX_SIZE_TRAIN: 1333\n  MIN_SIZE_TEST: 600\n  MAX_SIZE_TEST: 1333\n';
    expect(sizes(whole)).toBe(reference);
    expect(sizes({ ...whole, detector: null })).toBe(reference);
    expect(sizes(small)).toBe(reference.replaceAll('600', '300').replaceAll('1333', '667'));
  });

  it('says what the reference would not take as it is', () => {
    expect(commands(whole)).not.toContain('Before you start');
    expect(commands(small)).toContain('256 channels on a 6 × 6 grid');
    expect(commands(small)).toContain('2 classes (cat, dog)');
  });
});
