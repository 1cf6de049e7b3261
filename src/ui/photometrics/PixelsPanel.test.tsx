import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { exampleDictionary } from '../../photometrics/dictionary/testing';
import { store } from '../../state/store/store';
import { PromptsRail } from '../prompts/PromptsRail';
import { PixelsPanel } from './PixelsPanel';

const unit = (...embedding: number[]) =>
  ({ kind: 'ready', tokens: 4, embedding: Float32Array.from(embedding) }) as const;
const dictionary = exampleDictionary(40, 3);

/** Rail and panel on the page's own store, with an image of the user's own. */
async function openPage(...targetPrompts: string[]) {
  store.getState().replacePrompts({ sourcePrompt: 'a clear day', targetPrompts }, { undoable: false });
  const image = { width: 6, height: 4, data: new Uint8Array(72).fill(160) };
  store.getState().choosePicture(store.getState().addOwnImage('street.png', image));
  store.getState().setPhotometrics({ status: 'ready', dictionary });
  store.getState().storeEmbeddings([
    ['a clear day', unit(0, 0, 1)],
    ['fog', unit(1, 0, 0)],
    ['snow', unit(0, 1, 0)],
  ]);
  return render(
    <>
      <PromptsRail />
      <PixelsPanel />
    </>,
  );
}

const panel = () => page.getByRole('region', { name: 'In pixels' });
const pictures = () => panel().getByRole('list', { name: /^The picture as/u });
const firstText = () => panel().getByRole('list', { name: 'Transforms' }).getByRole('listitem').first();

describe('PixelsPanel', () => {
  it('shows the first prompt, and then the one in which somebody types', async () => {
    await openPage('fog', 'snow');
    await expect.element(pictures()).toHaveAccessibleName('The picture as “fog” would have it');
    const ofFog = firstText().element().textContent;
    await page.getByRole('textbox', { name: 'Target prompt 2' }).click();
    await expect.element(pictures()).toHaveAccessibleName('The picture as “snow” would have it');
    await expect.element(firstText()).not.toHaveTextContent(ofFog);
    await page.getByRole('button', { name: 'Pictures of target prompt 1' }).click();
    await expect.element(firstText()).toHaveTextContent(ofFog);
    await expect
      .element(page.getByRole('button', { name: 'Pictures of target prompt 1' }))
      .toHaveAttribute('aria-pressed', 'true');
  });

  it('keeps the pictures while words are typed, until those are embedded', async () => {
    await openPage('fog', 'snow');
    const ofFog = firstText().element().textContent;
    await page.getByRole('textbox', { name: 'Target prompt 1' }).fill('mist');
    await expect.element(pictures()).toHaveAttribute('aria-busy', 'true');
    await expect.element(firstText()).toHaveTextContent(ofFog);
    store.getState().storeEmbeddings([['mist', unit(-1, 0, 0)]]);
    await expect.element(pictures()).toHaveAttribute('aria-busy', 'false');
    await expect.element(firstText()).not.toHaveTextContent(ofFog);
  });

  it('shows a new prompt while it is typed, and keeps to it when it is added', async () => {
    await openPage('fog');
    store.getState().storeEmbeddings([['dusk', unit(0, -1, 0)]]);
    await page.getByRole('textbox', { name: 'New target prompt' }).fill('dusk');
    await expect.element(pictures()).toHaveAccessibleName('The picture as “dusk” would have it');
    await expect.element(panel().getByText('new · dusk')).toBeVisible();
    const ofDusk = firstText().element().textContent;
    await userEvent.keyboard('{Enter}');
    await expect.element(panel().getByText('2 · dusk')).toBeVisible();
    await expect.element(firstText()).toHaveTextContent(ofDusk);
  });

  it('says in the prompt’s own row what is wrong with it, and shows no picture of it', async () => {
    await openPage('fog');
    await page.getByRole('textbox', { name: 'Target prompt 1' }).clear();
    await expect.element(page.getByRole('textbox', { name: 'Target prompt 1' })).toBeInvalid();
    expect(panel().getByRole('list', { name: 'Transforms' }).getByRole('listitem').length).toBe(0);
  });

  it('has one strength for all, moved by the keyboard', async () => {
    await openPage('fog');
    const slider = panel().getByRole('slider', { name: 'Strength' });
    await expect.element(slider).toHaveValue('0.8');
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}');
    await expect.element(firstText()).toHaveTextContent('no change');
    expect(store.getState().pictureStrength).toBe(0);
  });

  it('says how to get a dictionary where there is none, and puts it out of the way where there is one', async () => {
    await openPage('fog');
    const status = panel().getByRole('status', { name: 'Photometric transforms' });
    await expect.element(status).not.toBeInTheDocument();
    store.getState().setPhotometrics({ status: 'none', dictionary: null });
    await expect.element(status).toBeVisible();
    expect(panel().getByRole('list', { name: 'Transforms' }).getByRole('listitem').length).toBe(0);
  });

  it('says what to do where no prompt is left', async () => {
    await openPage();
    await expect.element(panel().getByText(/^A target prompt changes a picture/u)).toBeVisible();
  });
});
