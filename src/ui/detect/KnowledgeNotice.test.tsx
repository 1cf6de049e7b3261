import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { exampleClipAlone, exampleDetector, exampleModel } from '../../engine/testing-examples';
import { publicModels } from '../../method/public-models';
import { store } from '../../state/store/store';
import { DetectPanel } from './DetectPanel';
import { KnowledgeNotice } from './KnowledgeNotice';

const image = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(90) };
const given = {
  who: 'both',
  models: publicModels.map((model) => ({ ...model, kept: false })),
  status: { kind: 'ready' },
  problem: null,
  onLoad: () => {},
  onCancel: () => {},
  onFiles: () => {},
  onDataSets: () => {},
} as const;
const notice = () => page.getByRole('note', { name: 'What the detectors know' });

describe('KnowledgeNotice', () => {
  it('says what the detectors know, and loads a CLIP of one commit by one click, with its size beforehand', async () => {
    const onLoad = vi.fn<(address: string) => void>();
    await render(<KnowledgeNotice {...given} onLoad={onLoad} />);
    await expect.element(notice()).toHaveTextContent(/^These detectors know drawn streets only\./u);
    await notice().getByRole('button', { name: 'OpenAI RN50 408 MB' }).click();
    await notice().getByRole('button', { name: 'OpenAI RN101 479 MB' }).click();
    expect(onLoad.mock.calls.flat()).toEqual(publicModels.map(({ address }) => address));
    for (const [address] of onLoad.mock.calls) expect(address).toMatch(/^[\w-]+\/[\w.-]+@[0-9a-f]{40}$/u);
    await expect
      .element(notice())
      .toHaveTextContent(/OpenAI RN50 answers sooner.*OpenAI RN101 is the one of the paper/u);
  });

  it('names the pane where only one shows such a detector, and is gone where none does', async () => {
    const { rerender } = await render(<KnowledgeNotice {...given} who="left" />);
    await expect.element(notice()).toHaveTextContent(/^The detector at the left knows/u);
    await rerender(<KnowledgeNotice {...given} who={null} />);
    await expect.element(notice()).not.toBeInTheDocument();
  });

  it('shows how far the download is, with the time that is left, and why it failed', async () => {
    const onCancel = vi.fn<() => void>();
    const progress = {
      stage: 'Downloading the model',
      done: 8_000_000,
      total: 408_000_000,
      unit: 'bytes',
      perSecond: 2_000_000,
      secondsLeft: 200,
    } as const;
    const { rerender } = await render(
      <KnowledgeNotice {...given} status={{ kind: 'loading', progress }} onCancel={onCancel} />,
    );
    await expect.element(notice()).toHaveTextContent(/8\.0 MB of 408 MB, 2\.0 MB\/s, 3 min 20 s left/u);
    await notice().getByRole('button', { name: 'Cancel loading' }).click();
    expect(onCancel).toHaveBeenCalledOnce();
    const problem = { code: 'download-interrupted', message: 'It broke off.', hint: 'Load it again.' } as const;
    await rerender(<KnowledgeNotice {...given} problem={problem} />);
    await expect.element(notice().getByRole('alert')).toHaveTextContent('It broke off. Load it again.');
    await expect.element(notice().getByRole('button', { name: /RN50/u })).toBeEnabled();
  });

  it('says of a model that is kept here that nothing is downloaded', async () => {
    const models = publicModels.map((model) => ({ ...model, kept: true }));
    await render(<KnowledgeNotice {...given} models={models} />);
    await expect.element(notice().getByRole('button', { name: 'OpenAI RN50 kept here' })).toBeVisible();
  });

  it('leads to a detector of one’s own and to one’s data', async () => {
    const onDataSets = vi.fn<() => void>();
    await render(<KnowledgeNotice {...given} onDataSets={onDataSets} />);
    await notice().getByRole('button', { name: 'Train on your data…' }).click();
    expect(onDataSets).toHaveBeenCalledOnce();
    await expect.element(notice().getByRole('button', { name: 'Open a detector…' })).toBeVisible();
  });
});

describe('the notice in the panel', () => {
  const scenes = { trainedOn: 'built-in scenes daytime-clear/train 0 to 1199' };
  const shipped = ['baseline', 'clip-the-gap'].map((name) => exampleDetector(name, { name, provenance: scenes }));
  const mine = exampleDetector('mine', { provenance: { trainedOn: 'data set mine, train, 9 images' } });

  function open(detectors: Parameters<typeof exampleModel>[0]) {
    const info = exampleModel({ vocabulary: ['fog'], ...detectors });
    store.setState({ model: { status: { kind: 'ready' }, info }, detectors: info.detectors });
  }

  it('stands beside every picture that is no built-in scene, without scrolling at 1280 × 800', async () => {
    await page.viewport(1280, 800);
    open({ detectors: shipped });
    await render(<DetectPanel />);
    await expect.element(notice()).not.toBeInTheDocument();
    const { addOwnImage, choosePicture, choosePane } = store.getState();
    choosePicture(addOwnImage('dog.jpg', image));
    const click = notice().getByRole('button', { name: /^OpenAI RN50/u });
    await expect.element(click).toBeInViewport({ ratio: 1 });
    store.getState().addDetector(mine);
    choosePane('right', { detector: 'mine', testTimeOffset: null });
    await expect.element(notice()).toHaveTextContent(/^The detector at the left knows/u);
    choosePane('left', { detector: 'mine', testTimeOffset: null });
    await expect.element(notice()).not.toBeInTheDocument();
  });

  it('stays for the CLIP of drawn scenes alone, and goes when a real one is loaded', async () => {
    const clip = exampleClipAlone();
    open({ detectors: [clip] });
    const { addOwnImage, choosePicture, choosePane } = store.getState();
    choosePicture(addOwnImage('dog.jpg', image));
    for (const pane of ['left', 'right'] as const) choosePane(pane, { detector: clip.name, testTimeOffset: null });
    await render(<DetectPanel />);
    await expect.element(notice()).toBeVisible();
    open({ detectors: [clip], vocabulary: null });
    await expect.element(notice()).not.toBeInTheDocument();
  });
});
