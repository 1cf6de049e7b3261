import { describe, expect, it } from 'vitest';
import { referencePrompts } from '../../scenes/reference-prompts';
import { unzip } from '../../formats/zip/testing-zip';
import { clusterZip, commands, configYaml, promptFile, type ClusterPackage } from './cluster-files';

const { sourcePrompt, targetPrompts } = referencePrompts.weather;
const whole: ClusterPackage = {
  checkpoint: Uint8Array.of(1, 2, 3),
  offsets: { sourcePrompt, targetPrompts, channels: 1, height: 1, width: 1, values: new Float32Array(15) },
  classes: ['bus', 'bike', 'car', 'motor', 'person', 'rider', 'truck'],
  model: { name: 'RN101', channels: 1024, grid: 14 },
  about: {},
};
const small: ClusterPackage = {
  ...whole,
  offsets: null,
  classes: ['cat', 'dog'],
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

  it('says what the reference would not take as it is', () => {
    expect(commands(whole)).not.toContain('Before you start');
    expect(commands(small)).toContain('256 channels on a 6 × 6 grid');
    expect(commands(small)).toContain('2 classes (cat, dog)');
  });
});
