import { beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import type { MethodInfo } from '../../augmentation/methods/method';
import { store } from '../../state/store/store';
import { exampleModel } from '../../engine/testing-examples';
import { OffsetsNote } from './OffsetsNote';

const additive: MethodInfo = {
  name: 'additive',
  title: 'CLIP the Gap',
  summary: '',
  changes: 'res4',
  learns: 'offsets',
  knows: 'prompt',
  suggestedPrompts: null,
};

const showModel = (method: MethodInfo) =>
  store.setState({ model: { status: { kind: 'ready' }, info: exampleModel({ methods: [method] }) } });

/** Takes the offsets of a checkpoint, named or numbered. */
function openCheckpoint(name: string, ...targetPrompts: readonly string[]) {
  const values = new Float32Array(targetPrompts.length);
  const offsets = { sourcePrompt: 'a clear day', targetPrompts, channels: 1, height: 1, width: 1, values };
  const { hash: modelHash } = exampleModel();
  store.getState().setTrainingOffsets({ from: 'checkpoint', name, modelHash, offsets });
}

beforeEach(() => showModel(additive));

describe('OffsetsNote', () => {
  it('says that there are no offsets yet, and leads to where they are made', async () => {
    const { getByRole, getByText } = await render(<OffsetsNote />);
    await expect.element(getByText('Offsets: none yet.')).toBeVisible();
    await getByRole('button', { name: 'Optimise some' }).click();
    expect(store.getState().view).toBe('optimise');
  });

  it('is not there for a method that takes none', async () => {
    showModel({ ...additive, learns: null });
    const { getByText } = await render(<OffsetsNote />);
    await expect.element(getByText(/^Offsets:/u)).not.toBeInTheDocument();
  });

  it('refuses as many names as do not fit a checkpoint, keeps what was typed, and takes the right ones', async () => {
    openCheckpoint('best.pth', 'target 1', 'target 2');
    const { getByRole } = await render(<OffsetsNote />);
    const field = getByRole('textbox', { name: 'One prompt a line, in the order of its prompt file' });
    await field.fill('fog');
    await getByRole('button', { name: 'Name the targets' }).click();
    await expect.element(field).toBeInvalid();
    await expect.element(field).toHaveAccessibleDescription(/^The checkpoint has 2 targets, and these are 1 prompts/u);
    await expect.element(field).toHaveValue('fog');
    await field.fill('fog\nsnow');
    await getByRole('button', { name: 'Name the targets' }).click();
    await expect.element(getByRole('alert')).not.toBeInTheDocument();
    expect(store.getState().trainingOffsets?.offsets.targetPrompts).toEqual(['fog', 'snow']);
  });

  it('shows the prompts of the checkpoint that was opened last, also where two have one name', async () => {
    openCheckpoint('best.pth', 'target 1', 'target 2');
    const { getByRole, getByText } = await render(<OffsetsNote />);
    const field = getByRole('textbox', { name: 'One prompt a line, in the order of its prompt file' });
    await field.fill('fog\nsnow');
    openCheckpoint('best.pth', 'target 1', 'target 2', 'target 3');
    await expect.element(getByText('Offsets: of the checkpoint “best.pth”, 3 target prompts.')).toBeVisible();
    await expect.element(field).toHaveValue('target 1\ntarget 2\ntarget 3');
  });

  it('offers the prompts that a method is meant for, and keeps the source prompt with them', async () => {
    showModel({ ...additive, suggestedPrompts: ['a cat', 'a dog'] });
    store.getState().replacePrompts({ sourcePrompt: 'a sunny day', targetPrompts: ['fog'] });
    const { getByRole } = await render(<OffsetsNote />);
    await getByRole('button', { name: 'Use its prompts, then optimise' }).click();
    const { sourcePrompt, targets, view } = store.getState();
    expect([sourcePrompt, ...targets.map(({ text }) => text), view]).toEqual([
      'a sunny day',
      'a cat',
      'a dog',
      'optimise',
    ]);
  });
});
