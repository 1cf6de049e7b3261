import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import type { PicturePlace } from '../../analysis/results/gallery-items';
import { exampleComparison } from '../../analysis/testing';
import { DeltaGallery } from './DeltaGallery';
import { FindingsGallery } from './FindingsGallery';

const a = exampleComparison('Mine', { car: 0.9, bus: 0.8, falseCar: 0.7 }, { car: 0.4, bus: null });
const b = exampleComparison('Other', { car: 0.95, bus: null }, { car: 0.9, bus: null });
const focus = { domain: null, classIndex: null, scoreThresh: 0.5, kind: 'true-positive' } as const;

const names = (list: { elements: () => readonly Element[] }) =>
  list.elements().map((element) => element.getAttribute('aria-label'));

describe('FindingsGallery', () => {
  const given = { records: { a, b }, side: 'a', focus, onKind: () => {}, onOpen: () => {} } as const;

  it('counts every kind, and lists those of the chosen one, best score first', async () => {
    const { getByRole } = await render(<FindingsGallery {...given} />);
    for (const [name, pressed] of [
      ['True positives (2)', 'true'],
      ['False positives (1)', 'false'],
      ['Misses (2)', 'false'],
    ] as const)
      await expect.element(getByRole('button', { name })).toHaveAttribute('aria-pressed', pressed);
    expect(names(getByRole('list', { name: 'True positives' }).getByRole('button'))).toEqual([
      'car .90 · IoU .99, Daytime clear, image 1',
      'bus .80 · IoU .99, Daytime clear, image 1',
    ]);
  });

  it('changes their order, and leaves out what is above a score', async () => {
    const { getByRole } = await render(<FindingsGallery {...given} />);
    await getByRole('combobox', { name: 'Order' }).selectOptions('Lowest score first');
    const items = getByRole('list', { name: 'True positives' }).getByRole('button');
    await expect.poll(() => names(items)[0]).toBe('bus .80 · IoU .99, Daytime clear, image 1');
    await getByRole('slider', { name: 'Score at most' }).fill('0.85');
    await expect.element(getByRole('button', { name: 'True positives (1)' })).toBeVisible();
    expect(names(items)).toEqual(['bus .80 · IoU .99, Daytime clear, image 1']);
  });

  it('tells which kind is wanted, and which picture is opened', async () => {
    const onKind = vi.fn<(kind: string) => void>();
    const onOpen = vi.fn<(place: PicturePlace) => void>();
    const { getByRole } = await render(<FindingsGallery {...given} onKind={onKind} onOpen={onOpen} />);
    await getByRole('button', { name: /^Misses/u }).click();
    expect(onKind).toHaveBeenLastCalledWith('miss');
    await getByRole('button', { name: /^car .90/u }).click();
    expect(onOpen).toHaveBeenLastCalledWith({ domain: 'daytime-clear', index: 0 });
  });

  it('says so where there is none', async () => {
    const none = { ...focus, kind: 'false-positive', domain: 'night-rainy' } as const;
    const { getByText } = await render(<FindingsGallery {...given} focus={none} />);
    await expect.element(getByText('None here. Choose another kind, class, domain or threshold.')).toBeVisible();
  });
});

describe('DeltaGallery', () => {
  const given = { records: { a, b }, focus, onOpen: () => {} } as const;

  it('counts every kind of change, and lists those of the chosen one with both scores', async () => {
    const { getByRole } = await render(<DeltaGallery {...given} />);
    await expect.element(getByRole('button', { name: 'Gained by B (1)' })).toHaveAttribute('aria-pressed', 'true');
    for (const name of ['Lost by B (1)', 'Found by both (1)', 'False alarms gone (1)', 'New false alarms (0)'])
      await expect.element(getByRole('button', { name })).toHaveAttribute('aria-pressed', 'false');
    expect(names(getByRole('list', { name: 'Gained by B' }).getByRole('button'))).toEqual([
      'car .40 → .90, Night rainy, image 1',
    ]);
    await getByRole('button', { name: /^Lost by B/u }).click();
    await expect
      .poll(() => names(getByRole('list', { name: 'Lost by B' }).getByRole('button')))
      .toEqual(['bus .80 → –, Daytime clear, image 1']);
    await getByRole('button', { name: /^False alarms gone/u }).click();
    await expect
      .poll(() => names(getByRole('list', { name: 'False alarms gone' }).getByRole('button')))
      .toEqual(['car .70 → – · is bus, Daytime clear, image 1']);
  });

  it('says so where there is none, and opens the picture of a change', async () => {
    const onOpen = vi.fn<(place: PicturePlace) => void>();
    const { getByRole, getByText } = await render(<DeltaGallery {...given} onOpen={onOpen} />);
    await getByRole('button', { name: /^car .40/u }).click();
    expect(onOpen).toHaveBeenLastCalledWith({ domain: 'night-rainy', index: 0 });
    await getByRole('button', { name: /^New false alarms/u }).click();
    await expect.element(getByText('None here. Choose another kind, class, domain or threshold.')).toBeVisible();
  });
});
