import { beforeEach, describe, expect, it } from 'vitest';
import type { Offsets } from '../../augmentation/offsets';
import { promptFile } from '../../runs/export/cluster-files';
import { nameCheckpointOffsets } from './name-checkpoint-offsets';
import { store } from '../store/store';
import type { TrainingOffsets } from '../store/training-slice';

const offsets: Offsets = {
  sourcePrompt: '',
  targetPrompts: ['target 1', 'target 2', 'target 3'],
  channels: 1,
  height: 1,
  width: 1,
  values: Float32Array.of(1, 2, 3),
};
const taken = (from: TrainingOffsets['from']): TrainingOffsets => ({ from, name: 'best.pth', modelHash: 'h', offsets });

describe('the offsets of a checkpoint', () => {
  beforeEach(() => {
    store.getState().setTrainingOffsets(taken('checkpoint'));
    store.setState({ sourcePrompt: 'an image taken during the day' });
  });

  it('take the names that the user gives, and carry them into what is exported', () => {
    expect(nameCheckpointOffsets('fog\r\na street, at night\n\nsnow\n')).toBeNull();
    const named = store.getState().trainingOffsets!.offsets;
    expect(named).toEqual({
      ...offsets,
      sourcePrompt: 'an image taken during the day',
      targetPrompts: ['fog', 'a street, at night', 'snow'],
    });
    expect(promptFile(named.targetPrompts)).toBe('fog\na street, at night\nsnow\n');
    // And others, later.
    expect(nameCheckpointOffsets('a\nb\nc')).toBeNull();
    expect(store.getState().trainingOffsets!.offsets.targetPrompts).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['too few', 'fog\nrain', 'The checkpoint has 3 targets, and these are 2 prompts. Write one a line.'],
    ['too many', 'a\nb\nc\nd', 'The checkpoint has 3 targets, and these are 4 prompts. Write one a line.'],
    ['none', ' \n', 'The checkpoint has 3 targets, and these are 0 prompts. Write one a line.'],
  ])('refuse %s names, and change nothing', (_, text, problem) => {
    expect(nameCheckpointOffsets(text)).toBe(problem);
    expect(store.getState().trainingOffsets).toEqual(taken('checkpoint'));
  });

  it('of the model keep their own names', () => {
    store.getState().setTrainingOffsets(taken('model'));
    expect(nameCheckpointOffsets('a\nb\nc')).toBeNull();
    expect(store.getState().trainingOffsets).toEqual(taken('model'));
  });
});
