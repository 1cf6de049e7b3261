import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { PromptPictures as Chosen } from '../../analysis/photometrics/prompt-pictures';
import { transformOf } from '../../photometrics/parameters';
import { PromptPictures } from './PromptPictures';

const flat = (value: number, width = 8, height = 6) => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(value),
});
const transforms = [
  { exposure: 0.25 },
  { exposure: 0.5 },
  { contrast: 0.2, gamma: 2 },
  { noise: 0.1, blur: 2, airDensity: 1, saturation: 0 },
];
const chosen: Chosen = {
  kind: 'chosen',
  best: transforms.map((changed, place) => ({ transform: transformOf(changed), score: 0.6 - place / 10, weight: 0.1 })),
  confidence: 0.6,
  threshold: 0.4,
};
const given = {
  prompt: 'a dark street',
  original: { name: 'clear day', image: flat(200) },
  chosen,
  coming: false,
  real: null,
  strength: 1,
  identity: false,
  onIdentity: () => {},
};

const list = () => page.getByRole('list', { name: 'The picture as “a dark street” would have it' });
const texts = () => page.getByRole('list', { name: 'Transforms' }).getByRole('listitem');

/** The first pixel's red of a picture. */
function red(name: string): number {
  const canvas = page.getByRole('img', { name, exact: true }).element() as HTMLCanvasElement;
  return canvas.getContext('2d')!.getImageData(0, 0, 1, 1).data[0]!;
}

describe('PromptPictures', () => {
  it('shows the picture, then the best transforms of it with scores and readable parameters', async () => {
    await render(<PromptPictures {...given} />);
    expect(list().getByRole('img').length).toBe(5);
    await expect.poll(() => red('clear day')).toBe(200);
    // 255 · ((200 / 255)^2.2 · exposure)^(1 / 2.2)
    await expect.poll(() => red('Transform 1')).toBe(107);
    await expect.poll(() => red('Transform 2')).toBe(146);
    await expect.element(list().getByRole('listitem').nth(1)).toHaveTextContent('1score 0.60');
    await expect.element(texts().nth(0)).toHaveTextContent('exposure × 0.25');
    await expect.element(texts().nth(2)).toHaveTextContent('gamma 2 · contrast × 0.2');
  });

  it('goes as far as the strength says, in pictures and in words', async () => {
    const { rerender } = await render(<PromptPictures {...given} />);
    await rerender(<PromptPictures {...given} strength={0.5} />);
    await expect.poll(() => red('Transform 1')).toBe(146);
    await expect.element(texts().nth(0)).toHaveTextContent('exposure × 0.5');
    await rerender(<PromptPictures {...given} strength={0} />);
    await expect.poll(() => [1, 2, 3, 4].map((place) => red(`Transform ${place}`))).toEqual([200, 200, 200, 200]);
    await expect.element(texts().nth(3)).toHaveTextContent('no change');
  });

  it.for([0, 255])('shows every transform of a picture of one colour, %i', async (value) => {
    await render(<PromptPictures {...given} original={{ name: 'plain', image: flat(value, 1, 1) }} />);
    await expect.poll(() => red('plain')).toBe(value);
    const alpha = (name: string) =>
      (page.getByRole('img', { name, exact: true }).element() as HTMLCanvasElement)
        .getContext('2d')!
        .getImageData(0, 0, 1, 1).data[3];
    await expect.poll(() => [1, 2, 3, 4].map((place) => alpha(`Transform ${place}`))).toEqual([255, 255, 255, 255]);
  });

  it('puts the weather that the words name beside them, and says that none of its images were used', async () => {
    const { getByText } = await render(<PromptPictures {...given} real={{ name: 'clear night', image: flat(30) }} />);
    await expect.poll(() => red('clear night')).toBe(30);
    await expect.element(getByText(/no images of this weather were used/u)).toBeVisible();
    await expect.element(getByText(/lamps and reflections, .*rain streaks .*snow on the ground/u)).toBeVisible();
  });

  it('empties the pictures of words that choose nothing, and says why', async () => {
    const { rerender } = await render(<PromptPictures {...given} />);
    await expect.poll(() => red('Transform 1')).toBe(107);
    await rerender(<PromptPictures {...given} chosen={{ kind: 'no-direction' }} />);
    await expect.poll(() => red('Transform 1')).toBe(0);
    await expect.element(page.getByRole('status')).toHaveTextContent(/^This prompt says what the source prompt says/u);
    expect(texts().length).toBe(0);
  });

  it('keeps what earlier words chose while new ones are embedded, and marks it as busy', async () => {
    await render(<PromptPictures {...given} coming />);
    await expect.element(list()).toHaveAttribute('aria-busy', 'true');
    await expect.poll(() => red('Transform 1')).toBe(107);
  });

  it('offers the identity where the model sees no photometric change, and nowhere else', async () => {
    const onIdentity = vi.fn<(identity: boolean) => void>();
    const { rerender } = await render(<PromptPictures {...given} onIdentity={onIdentity} />);
    const identity = page.getByRole('checkbox', { name: 'Leave pictures as they are for this prompt' });
    await expect.element(page.getByRole('status')).toHaveTextContent(/^Best score 0\.60; .* below 0\.40\.$/u);
    await expect.element(identity).not.toBeInTheDocument();
    const unsure: Chosen = { ...chosen, confidence: 0.3 };
    await rerender(<PromptPictures {...given} chosen={unsure} onIdentity={onIdentity} />);
    await expect
      .element(page.getByRole('status'))
      .toHaveTextContent(
        /^This model sees no photometric change in these words\. Best score 0\.30; .* below 0\.40\.$/u,
      );
    await identity.click();
    expect(onIdentity).toHaveBeenCalledExactlyOnceWith(true);
    // Where it is chosen it can be taken back, whatever the words say.
    await rerender(<PromptPictures {...given} identity onIdentity={onIdentity} />);
    await expect.element(identity).toBeChecked();
    await rerender(<PromptPictures {...given} chosen={unsure} onIdentity={null} />);
    await expect.element(identity).not.toBeInTheDocument();
  });
});
