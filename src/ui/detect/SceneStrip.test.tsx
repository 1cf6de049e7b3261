import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { builtinScene } from '../../state/files/scene-images';
import { actions } from '../../state/actions/actions';
import type { PictureRef } from '../../state/store/panes/scene-slice';
import { brightness } from '../testing/brightness';
import { SceneStrip } from './SceneStrip';

const sceneImage = (index: number, condition: string) => builtinScene('test', index, condition).image;

describe('SceneStrip', () => {
  const grey = { width: 6, height: 4, data: new Uint8Array(72).fill(128) };
  const own = [
    { id: 7, name: 'street.png', image: grey },
    { id: 9, name: 'yard.png', image: grey },
  ];
  const given = {
    ownImages: [],
    scenes: [0, 1, 2].map((index) => ({ index, change: null })),
    sceneImage,
    openImages: actions.openImages,
    onDomain: () => {},
    onPicture: () => {},
  };
  const domains = () => page.getByRole('group', { name: 'Domain' });
  const scenes = () => page.getByRole('group', { name: 'Scenes' });

  it('offers the domains, and the scenes of the one that is shown', async () => {
    const onDomain = vi.fn<(condition: string) => void>();
    const onPicture = vi.fn<(picture: PictureRef) => void>();
    await render(
      <SceneStrip
        {...given}
        shown={{ kind: 'scene', index: 1, condition: 'night-rainy' }}
        onDomain={onDomain}
        onPicture={onPicture}
      />,
    );
    await expect.element(domains().getByRole('button', { pressed: true })).toHaveTextContent('Night rainy');
    await expect.element(domains().getByRole('button', { name: 'Daytime clear source' })).toBeVisible();
    await expect.element(scenes().getByRole('button', { pressed: true })).toHaveAccessibleName('night-rainy, scene 2');
    await expect.element(domains().getByRole('button', { name: /^Own/u })).not.toBeInTheDocument();
    await domains().getByRole('button', { name: 'Daytime foggy' }).click();
    expect(onDomain).toHaveBeenCalledExactlyOnceWith('daytime-foggy');
    await scenes().getByRole('button', { name: 'night-rainy, scene 3' }).click();
    expect(onPicture).toHaveBeenCalledExactlyOnceWith({ kind: 'scene', index: 2, condition: 'night-rainy' });
  });

  it('says of each scene what B gains and loses, and of the order that it is another', async () => {
    const change = { gained: 2, lost: 1, foundBy: { a: 3, b: 4 }, objects: 6 };
    const same = { ...change, gained: 0, lost: 0, foundBy: { a: 3, b: 3 } };
    const { getByText } = await render(
      <SceneStrip
        {...given}
        shown={{ kind: 'scene', index: 0, condition: 'night-rainy' }}
        scenes={[
          { index: 2, change },
          { index: 0, change: same },
          { index: 1, change: null },
        ]}
        order="difference"
      />,
    );
    const thumb = (name: string) => scenes().getByRole('button', { name, exact: true });
    await expect.element(thumb('night-rainy, scene 3')).toHaveTextContent('+2−1');
    await expect
      .element(thumb('night-rainy, scene 3'))
      .toHaveAttribute('title', 'night-rainy, scene 3: A finds 3 of 6, B 4; B gains 2, loses 1');
    await expect.element(thumb('night-rainy, scene 1')).toHaveTextContent('');
    await expect.element(getByText('Most different first, none left out.')).toBeVisible();
  });

  it('takes the streets in order, and says by which rule they are shown', async () => {
    const shown = { kind: 'scene', index: 0, condition: 'night-rainy' } as const;
    const screen = await render(<SceneStrip {...given} shown={shown} />);
    const names = scenes().getByRole('button', { name: / scene /u });
    expect(names.elements().map((button) => button.getAttribute('aria-label'))).toEqual(
      [1, 2, 3].map((street) => `night-rainy, scene ${street}`),
    );
    const rule = screen.getByText(/^Test streets in order, none left out\./u);
    await expect.element(rule).toBeVisible();
    await screen.rerender(<SceneStrip {...given} ownImages={own} shown={{ kind: 'own', id: 7 }} />);
    await expect.element(rule).not.toBeInTheDocument();
  });

  it('offers a condition that is no domain while it is shown', async () => {
    await render(<SceneStrip {...given} shown={{ kind: 'scene', index: 0, condition: 'evening-snow' }} />);
    await expect.element(domains().getByRole('button', { pressed: true })).toHaveTextContent('evening-snow');
  });

  it('goes to the first image of one’s own, and shows them in place of scenes', async () => {
    const onPicture = vi.fn<(picture: PictureRef) => void>();
    const { rerender } = await render(
      <SceneStrip
        {...given}
        ownImages={own}
        shown={{ kind: 'scene', index: 0, condition: 'night-clear' }}
        onPicture={onPicture}
      />,
    );
    await domains().getByRole('button', { name: 'Own (2)' }).click();
    expect(onPicture).toHaveBeenCalledExactlyOnceWith({ kind: 'own', id: 7 });
    await rerender(<SceneStrip {...given} ownImages={own} shown={{ kind: 'own', id: 9 }} onPicture={onPicture} />);
    await expect.element(scenes().getByRole('button', { pressed: true })).toHaveAccessibleName('yard.png');
    expect(brightness(scenes().getByRole('button', { name: 'street.png' }).element())).toBeCloseTo(128, 0);
    await expect.element(scenes().getByRole('button', { name: /, scene 1$/u })).not.toBeInTheDocument();
  });

  it('has a tab for each open data set, with its pictures in place of scenes', async () => {
    const onShow = vi.fn<() => void>();
    const tab = { id: 'x', title: 'streets', images: 1200, shown: false, coming: false, onShow };
    const scene = { kind: 'scene', index: 0, condition: 'night-clear' } as const;
    const dataStrip = <p>its pictures</p>;
    const { rerender } = await render(
      <SceneStrip {...given} shown={scene} dataTabs={[tab, { ...tab, id: 'y', coming: true }]} dataStrip={dataStrip} />,
    );
    await expect.element(domains().getByRole('button', { name: 'streets looking…' })).toBeVisible();
    await domains().getByRole('button', { name: 'streets (1,200)' }).click();
    expect(onShow).toHaveBeenCalledOnce();
    await expect.element(page.getByText('its pictures')).not.toBeInTheDocument();
    const shown: PictureRef = { kind: 'data', dataSet: 'x', part: 'train', index: 3 };
    await rerender(<SceneStrip {...given} shown={shown} dataTabs={[{ ...tab, shown: true }]} dataStrip={dataStrip} />);
    await expect.element(domains().getByRole('button', { pressed: true })).toHaveTextContent('streets');
    await expect.element(page.getByText('its pictures')).toBeVisible();
    await expect.element(scenes().getByRole('button', { name: /scene 1$/u })).not.toBeInTheDocument();
  });

  it('always offers to open images', async () => {
    const run = vi.fn<() => void>();
    await render(
      <SceneStrip
        {...given}
        openImages={{ ...actions.openImages, run }}
        ownImages={own}
        shown={{ kind: 'own', id: 7 }}
      />,
    );
    await scenes().getByRole('button', { name: 'Open…' }).click();
    expect(run).toHaveBeenCalledOnce();
  });
});
