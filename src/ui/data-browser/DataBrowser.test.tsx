import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { DataSetDescription, Engine } from '../../engine/engine';
import { exampleDataSet, exampleModel } from '../../engine/testing-examples';
import { provideEngine } from '../../state/jobs/engine-access';
import { store } from '../../state/store/store';
import { DataBrowser } from './DataBrowser';
import { DataStrip } from './DataStrip';

const info = exampleDataSet('streets');
const object = (name: string, side: number) => ({
  class: name,
  box: [10, 10, 10 + side, 10 + side] as const,
  difficult: false,
  crowd: false,
});
const images = Array.from({ length: 10_000 }, (_, at) => ({
  file: `images/${String(at).padStart(5, '0')}.jpg`,
  width: 400,
  height: 300,
  objects: at % 2 === 0 ? [object('car', 20)] : at % 5 === 0 ? [] : [object('zebra', 200), object('zebra', 40)],
}));
const description: DataSetDescription = {
  format: 'yolo',
  layout: 'plain',
  classes: ['car', 'zebra'],
  parts: [
    { name: 'train', images: images.slice(0, 9990), unreadable: [] },
    { name: 'val', images: images.slice(9990), unreadable: [{ file: 'images/x.jpg', reason: 'The file is empty.' }] },
  ],
  problems: [],
};

const grey = (width: number, height: number) => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(128),
});
const [large, small] = [grey(400, 300), grey(256, 192)];

/** Reads grey pictures; the ninth file is broken. */
function browse() {
  const read = vi.fn<Engine['dataSetPicture']>(async ({ file, longSide }) => {
    if (file.endsWith('00008.jpg')) throw new Error('cut off');
    return longSide === null ? large : small;
  });
  provideEngine({ dataSetPicture: read } as unknown as Engine);
  store.setState({ dataSets: [info] });
  store.getState().setDataReport(info.id, { kind: 'done', description });
  store.getState().browse(info.id);
  return read;
}

async function open() {
  const read = browse();
  store.getState().setBrowserShown(true);
  const { getByRole } = await render(<DataBrowser />);
  const dialog = getByRole('dialog', { name: 'Pictures of streets' });
  const grid = dialog.getByRole('listbox', { name: 'Pictures of streets' });
  await expect.element(grid).toHaveFocus();
  return { dialog, grid, read, marked: () => grid.getByRole('option', { selected: true }) };
}

it('draws and reads only what is in sight of ten thousand pictures, and is led by the keyboard', async () => {
  const { dialog, grid, read, marked } = await open();
  await expect.element(dialog.getByText(/^10,000 pictures\./u)).toBeVisible();
  await expect.element(marked()).toHaveTextContent('00000.jpg');
  expect(grid.getByRole('option').elements().length).toBeLessThan(60);
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
  await expect.element(marked()).toHaveTextContent('00001.jpg');
  await expect.element(grid.getByText('Something went wrong: cut off', { exact: false })).toBeVisible();
  await userEvent.keyboard('{End}');
  await expect.element(marked()).toHaveTextContent('09999.jpg');
  await expect.element(marked()).toHaveAttribute('aria-posinset', '10000');
  await expect.poll(() => read.mock.calls.some(([{ file }]) => file === 'images/09999.jpg')).toBe(true);
  expect(read.mock.calls.length).toBeLessThan(150);
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog.getByText('10,000 of 10,000')).toBeVisible();
  await expect.element(dialog.getByText('2 objects: zebra 2')).toBeVisible();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.element(dialog.getByText('1 object: car 1')).toBeVisible();
  // The boxes with their classes, drawn to scale.
  const box = dialog.element().querySelector('svg rect.over')!;
  const room = dialog.element().querySelector('.viewer')!.getBoundingClientRect();
  expect(box.getBoundingClientRect().width / room.width).toBeCloseTo(20 / 400, 1);
  await userEvent.keyboard('{Escape}');
  await expect.element(marked()).toHaveTextContent('09998.jpg');
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.poll(() => store.getState().browserShown).toBe(false);
});

it('filters by part, size and class, says when none fits, and lists what cannot be read', async () => {
  const { dialog, grid } = await open();
  const bars = dialog.getByRole('list', { name: 'Objects by class' });
  await expect.element(bars.getByRole('button', { name: 'car' })).toHaveTextContent('car5,000');
  await expect.element(bars.getByRole('button', { name: 'zebra' })).toHaveTextContent('zebra8,000');
  await dialog.getByRole('combobox', { name: 'Part' }).selectOptions('val (10)');
  await expect.element(bars.getByRole('button', { name: 'car' })).toHaveTextContent('car5');
  await bars.getByRole('button', { name: 'zebra' }).click();
  await expect.element(dialog.getByText(/^4 of 10,000 pictures\./u)).toBeVisible();
  await dialog.getByRole('button', { name: 'small' }).click();
  await expect.element(dialog.getByText('No picture fits.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Show all 10,000' }).click();
  await bars.getByRole('button', { name: 'no objects' }).click();
  await expect.element(dialog.getByText(/^1,000 of 10,000 pictures\./u)).toBeVisible();
  await expect.element(grid.getByRole('option').first()).toHaveTextContent('00005.jpg0 objects');
  await dialog.getByText('1 picture cannot be read').click();
  await expect.element(dialog.getByText('images/x.jpg The file is empty.')).toBeVisible();
});

it('sorts by a prompt once prompt and pictures are embedded, and shows the scores', async () => {
  const { dialog, grid, marked } = await open();
  await expect.element(dialog.getByRole('button', { name: 'Embed 10,000 pictures' })).toBeDisabled();
  await expect.element(dialog.getByText('The model is not loaded yet.')).toBeVisible();
  const model = exampleModel();
  store.setState({ model: { status: { kind: 'ready' }, info: model } });
  await expect.element(dialog.getByRole('button', { name: 'Embed 10,000 pictures' })).toBeEnabled();
  await dialog.getByLabelText('Which of them fit a prompt?').fill('night');
  const progress = { stage: '', done: 3, total: 10_000, unit: 'images', perSecond: 1, secondsLeft: 600 } as const;
  const embeddings = new Map([
    ['images/00003.jpg', Float32Array.of(0, 1)],
    ['images/00004.jpg', Float32Array.of(0.6, 0.8)],
  ]);
  const embedding = { modelHash: model.hash, progress, embeddings, unreadable: new Map() };
  store.getState().setDataEmbedding(info.id, { ...embedding, status: 'running' });
  await expect.element(dialog.getByText('3 of 10,000 pictures embedded, 10 min 0 s left')).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toBeEnabled();
  const ready = (vector: readonly number[]) =>
    ({ kind: 'ready', tokens: 3, embedding: Float32Array.from(vector) }) as const;
  store.getState().storeEmbeddings([
    ['night', ready([1, 0])],
    [store.getState().sourcePrompt, ready([0, 1])],
  ]);
  await expect.element(grid.getByRole('option').first()).toHaveTextContent('00004.jpg.600, −.200 to source');
  await expect.element(marked()).toHaveTextContent('00004.jpg');
  await dialog.getByRole('combobox', { name: 'Order' }).selectOptions('As listed');
  await expect.element(grid.getByRole('option').nth(3)).toHaveTextContent('00003.jpg.000, −1.000 to source');
  store.getState().setDataEmbedding(info.id, { ...embedding, status: 'stopped' });
  await expect.element(dialog.getByRole('button', { name: 'Go on, 3 of 10,000 pictures are embedded' })).toBeEnabled();
});

it('leads to Detect and to the prompts with the picture that is large', async () => {
  const { dialog } = await open();
  await userEvent.keyboard('{ArrowRight}{Enter}');
  await dialog.getByRole('button', { name: 'Open in Detect' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(store.getState()).toMatchObject({
    view: 'detect',
    pictureRef: { kind: 'data', dataSet: info.id, part: 'train', index: 1 },
  });
});

it('is a strip in Detect, of which only what is around the shown picture is drawn', async () => {
  browse();
  store.getState().choosePicture({ kind: 'data', dataSet: info.id, part: 'train', index: 5000 });
  const { getByRole } = await render(<DataStrip />);
  const shown = getByRole('button', { pressed: true });
  await expect.element(shown).toHaveAccessibleName('images/05000.jpg, 5,001 of 10,000');
  expect(getByRole('button').elements().length).toBeLessThan(40);
  await getByRole('button', { name: /^images\/05001/u }).click();
  expect(store.getState().pictureRef).toMatchObject({ kind: 'data', index: 5001 });
  await getByRole('button', { name: 'Browse…' }).click();
  expect(store.getState().browserShown).toBe(true);
});
