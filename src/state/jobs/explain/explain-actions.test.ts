import { beforeEach, expect, test } from 'vitest';
import { readSvgMetadata } from '../../../formats/figures/svg';
import { embeddingPlane } from '../../../analysis/embedding/embedding-plane';
import { explainActions } from './explain-actions';
import { orderExports, planeExports, shiftExports } from '../../exports/explain-exports';
import { explainedOffsets, showShippedOffsets } from './explained-offsets';
import { ofModel } from '../../store/explain-slice';
import { shiftAlignment } from '../../../analysis/embedding/shift-alignment';
import { store } from '../../store/store';
import { TinyPage, until } from '../../testing';

const page = await TinyPage.load();
const { info } = page;
const current = () => store.getState();
const idle = () => until(({ explainWork }) => explainWork === null);

beforeEach(async () => {
  await page.open();
  store.setState({ embeddedCount: 2, shiftScenes: 2 });
});

test('a key begins, and cancels what it began', async () => {
  explainActions.measureShifts.run();
  expect(current().explainWork?.kind).toBe('shifts');
  explainActions.measureShifts.run();
  await idle();
  expect(current().measuredShifts).toBeNull();
  explainActions.measureShifts.run();
  await idle();
  expect(current().measuredShifts).not.toBeNull();
  expect(current().notices).toEqual([]);
});

test('what cannot begin says why', () => {
  const says = (run: () => void) => {
    run();
    return current().notices.at(-1)?.message;
  };
  expect(says(explainActions.embedScenes.run)).toMatch(/Choose offsets/u);
  expect(says(explainActions.continueSteps.run)).toMatch(/first step/u);
  expect(says(explainActions.startSteps.run)).toMatch(/scene is not drawn/u);
  explainActions.otherAxes.run();
  expect(current().planeAxes).toBe('text');
  explainActions.otherAxes.run();
  expect(current().planeAxes).toBe('principal');
});

test('figures and tables say where they come from', async () => {
  await showShippedOffsets('example');
  explainActions.measureShifts.run();
  await idle();
  explainActions.embedScenes.run();
  await idle();
  const offsets = explainedOffsets(current())!;
  const shifts = shiftAlignment(offsets, ofModel(info, current().measuredShifts)!)!;
  const scenes = ofModel(info, current().embeddedScenes)!;
  const kinds = { original: 'a', augmented: 'b', weather: 'c', text: 'd' };
  const items = [
    ...shiftExports(shifts, offsets.title, { prompts: shifts.prompts, conditions: shifts.conditions }),
    ...orderExports(scenes, null, scenes.targetPrompts),
    ...planeExports(scenes, embeddingPlane(scenes), { yaw: 1, pitch: 0.25 }, scenes.targetPrompts, kinds),
  ];
  expect(items.map(({ fileName }) => fileName)).toEqual([
    'shifts.csv',
    'shifts.svg',
    'shifts.png',
    'images-prompts.csv',
    'images-prompts-mean.svg',
    'images-prompts-mean.png',
    'embedding-plane-principal.svg',
    'embedding-plane-principal.png',
  ]);
  const centred = shiftAlignment(offsets, ofModel(info, current().measuredShifts)!, true)!;
  const apart = shiftExports(centred, offsets.title, { prompts: centred.prompts, conditions: centred.conditions });
  expect(apart.map(({ fileName }) => fileName)).toEqual([
    'shifts-centred.csv',
    'shifts-centred.svg',
    'shifts-centred.png',
  ]);
  expect(await apart[0]!.make()).toContain(',cosine_centred,');
  expect(await items[0]!.make()).toContain(',cosine,');
  const [ofWhole, ofCentred] = [await items[1]!.make(), await apart[1]!.make()].map(String);
  expect(ofWhole).toContain('Whole vectors are compared.');
  expect(ofCentred).toContain('Cosine of centred offsets');
  expect(ofCentred).not.toContain('Whole vectors');
  for (const { fileName, make } of items.filter(({ fileName: name }) => name.endsWith('.csv')))
    expect([fileName, await make()]).toEqual([fileName, expect.stringContaining(info.hash)]);
  const about = await Promise.all(
    items
      .filter(({ fileName }) => fileName.endsWith('.svg'))
      .map(async ({ make }) => readSvgMetadata(await new Blob([await make()]).text())),
  );
  const provenance = { modelHash: info.hash, modelName: info.name };
  const config = { offsets: offsets.title, targetPrompts: offsets.pooled.targetPrompts, split: 'val', scenes: 2 };
  for (const one of about) expect(one).toMatchObject({ kind: 'explanation', provenance, config });
  expect(about[2]).toMatchObject({
    config: { axes: 'principal', targetPrompt: null, angles: { yaw: 1, pitch: 0.25 } },
  });
});
