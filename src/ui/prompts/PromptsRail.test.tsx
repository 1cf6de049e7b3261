import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { store } from '../../state/store/store';
import { PromptsRail } from './PromptsRail';

const unit = (...embedding: number[]) =>
  ({ kind: 'ready', tokens: 4, embedding: Float32Array.from(embedding) }) as const;

/** The rail on the page's own store, with a few target prompts in it. */
async function openRail(...targetPrompts: string[]) {
  store.getState().replacePrompts({ sourcePrompt: 'a clear day', targetPrompts }, { undoable: false });
  const screen = await render(<PromptsRail />);
  const fields = screen.getByRole('list', { name: 'Target prompts' }).getByRole('textbox');
  const texts = () => fields.elements().map((field) => (field as HTMLTextAreaElement).value);
  return { ...screen, texts };
}

describe('PromptsRail', () => {
  it('adds what is typed on Enter, counts it, and is ready for the next', async () => {
    const { getByRole, getByText, texts } = await openRail('fog');
    const field = getByRole('textbox', { name: 'New target prompt' });
    await field.fill('  snow ');
    await userEvent.keyboard('{Enter}');
    await expect.element(getByRole('textbox', { name: 'Target prompt 2' })).toHaveValue('snow');
    expect(texts()).toEqual(['fog', 'snow']);
    await expect.element(getByText('2 of 25')).toBeVisible();
    await expect.element(field).toHaveValue('');
  });

  it('refuses one too many, says why, and keeps what was typed', async () => {
    const { getByRole, texts } = await openRail(...Array.from({ length: 25 }, (_, i) => `weather ${i}`));
    const field = getByRole('textbox', { name: 'New target prompt' });
    await field.fill('snow');
    await getByRole('button', { name: 'Add' }).click();
    await expect.element(field).toBeInvalid();
    await expect.element(field).toHaveAccessibleDescription(/^25 target prompts are the limit/u);
    await expect.element(getByRole('alert')).toBeVisible();
    await expect.element(field).toHaveValue('snow');
    expect(texts().length).toBe(25);
  });

  it('marks a prompt that was emptied, and only that one', async () => {
    const { getByRole } = await openRail('fog', 'snow');
    const source = getByRole('textbox', { name: 'Source prompt' });
    await source.clear();
    await expect.element(source).toBeInvalid();
    await expect.element(source).toHaveAccessibleDescription(/^This prompt is empty/u);
    const emptied = getByRole('textbox', { name: 'Target prompt 2' });
    await emptied.clear();
    await expect.element(emptied).toBeInvalid();
    await expect.element(getByRole('textbox', { name: 'Target prompt 1' })).toBeValid();
  });

  it('takes back a removal where the prompt was, and says so until then', async () => {
    const { getByRole, texts } = await openRail('fog', 'snow', 'rain');
    await getByRole('button', { name: 'Remove target prompt 2' }).click();
    await expect.element(getByRole('status')).toHaveTextContent('Prompt removed.');
    expect(texts()).toEqual(['fog', 'rain']);
    await getByRole('button', { name: 'Undo' }).click();
    await expect.element(getByRole('status')).not.toBeInTheDocument();
    expect(texts()).toEqual(['fog', 'snow', 'rain']);
  });

  it('says what to do where no target prompt is left', async () => {
    const { getByRole, getByText } = await openRail('fog');
    await getByRole('button', { name: 'Remove target prompt 1' }).click();
    await expect.element(getByText('No target prompt yet.')).toBeVisible();
    await expect.element(getByText('0 of 25')).toBeVisible();
  });

  it('takes a preset by the keyboard, in place of what was there', async () => {
    const { getByRole, texts } = await openRail('fog');
    (getByRole('button', { name: 'Presets' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    const preset = getByRole('button', { name: /^Paper: comics/u });
    await expect.element(preset).toBeVisible();
    (preset.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(preset).not.toBeInTheDocument();
    await expect.element(getByRole('status')).toHaveTextContent('Prompts replaced.');
    expect(texts().length).toBe(7);
  });

  it('describes a target prompt by its angle to the source prompt, and by the error of one that has none', async () => {
    const { getByRole } = await openRail('fog', 'snow');
    store.getState().storeEmbeddings([
      ['a clear day', unit(1, 0)],
      ['fog', unit(0.6, 0.8)],
      ['snow', { kind: 'failed', error: { code: 'prompt-too-long', message: 'Too long.', hint: 'Shorten it.' } }],
    ]);
    await expect
      .element(getByRole('textbox', { name: 'Target prompt 1' }))
      .toHaveAccessibleDescription(/^cos 0\.600.*0\.894$/u);
    await expect
      .element(getByRole('textbox', { name: 'Target prompt 2' }))
      .toHaveAccessibleDescription('Too long. Shorten it.');
    await expect.element(getByRole('textbox', { name: 'Source prompt' })).toHaveAccessibleDescription('');
  });

  it('shows how alike the directions are once two of them are known', async () => {
    const { getByText, getByRole } = await openRail('fog', 'snow');
    store.getState().storeEmbeddings([
      ['a clear day', unit(0, 0)],
      ['fog', unit(1, 0)],
    ]);
    const summary = getByText('How alike the directions are');
    await expect.element(summary).not.toBeInTheDocument();
    store.getState().storeEmbeddings([['snow', unit(0.6, 0.8)]]);
    await summary.click();
    await expect
      .element(getByRole('img', { name: /^Cosine between the text directions .* 0\.60 on average$/u }))
      .toBeVisible();
  });
});
