/** A checkpoint of RegionCLIP that is dropped on the page: `src/detector/regionclip/goldens/regionclip.py` writes it. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { createRunStore } from '../../runs/library/runs-store';
import { createMemoryFiles, createMemoryStore } from '../../runs/testing';
import { provideStorage } from '../library/storage-access';
import { showStoredItems } from '../library/stored-items';
import { store } from '../store/store';
import { TinyPage } from '../testing';
import { importFromCluster } from '../exports/cluster-exchange';
import { takeFiles } from './take-files';

const bytes = new Uint8Array(
  gunzipSync(readFileSync(new URL('../../detector/regionclip/goldens/regionclip.pth.gz', import.meta.url))),
);
const page = await TinyPage.load();

beforeEach(async () => {
  provideStorage({ runs: createRunStore(createMemoryStore()), checkpoints: createMemoryFiles() });
  await page.open();
});

const lastNotice = () => store.getState().notices.at(-1)!;

test('becomes the detector of the right pane, is kept, and says where its names come from', async () => {
  const fewWhenChosen: boolean[] = [];
  const stop = store.subscribe(({ panes, fewerProposals }, before) => {
    if (panes !== before.panes) fewWhenChosen.push(fewerProposals);
  });
  await takeFiles([new File([bytes], 'finetuned-coco_rn50.pth')]);
  stop();
  // The pane begins to detect when it is chosen: all 1000 proposals would keep it for minutes.
  expect(fewWhenChosen).toEqual([true]);
  const state = store.getState();
  const detector = state.detectors.at(-1)!;
  expect(detector).toMatchObject({ title: 'RegionCLIP (COCO)', provenance: { trainedOn: 'real photographs: COCO' } });
  expect(detector.config.classes).toHaveLength(65);
  expect(state.panes.right.detector).toBe(detector.name);
  expect(state.fewerProposals).toBe(true);
  expect(lastNotice()).toMatchObject({
    tone: 'info',
    message: '“finetuned-coco_rn50.pth” opened: a detector of 65 classes.',
    hint: 'The detector is in the right pane of Detect. The file names no classes: they are the 65 classes of COCO, by their order. Without a GPU, panes take its best 100 proposals; all of them are one click away.',
  });
  await showStoredItems();
  expect(store.getState().storedItems).toMatchObject([{ kind: 'detector', title: 'RegionCLIP (COCO)' }]);
});

test('finds the classes that are typed beside “Open a .pth…”', async () => {
  await importFromCluster(new File([bytes], 'rn50.pth'), { classes: 'bus, tram', targetPrompts: '' });
  expect(store.getState().detectors.at(-1)!.config.classes).toEqual(['bus', 'tram']);
});

test('with a feature pyramid or cut, is refused by name, and nothing changes', async () => {
  const { detectors, panes, fewerProposals, model } = store.getState();
  const pyramid = Buffer.from(
    Buffer.from(bytes).toString('latin1').replaceAll('backbone.stem', 'backbone.fpn_'),
    'latin1',
  );
  await takeFiles([new File([pyramid], 'lvis.pth')]);
  expect(lastNotice()).toMatchObject({
    tone: 'error',
    message: expect.stringMatching(/^“lvis\.pth” was not opened\. This detector has a feature pyramid \(FPN\)/u),
    hint: 'Use finetuned-coco_rn50.pth or finetuned-coco_rn50x4.pth of RegionCLIP. Nothing on the page has changed.',
  });
  await takeFiles([new File([bytes.slice(0, 90_000)], 'cut.pth')]);
  expect(lastNotice()).toMatchObject({ tone: 'error', message: expect.stringMatching(/^cut\.pth: .* breaks off/u) });
  const after = store.getState();
  expect([after.detectors, after.panes, after.fewerProposals]).toEqual([detectors, panes, fewerProposals]);
  expect(after.model.info).toBe(model.info);
});
