import { beforeAll, beforeEach, expect, it } from 'vitest';
import { madeProposalNetwork, tinyBundle } from '../../../engine/testing';
import { store } from '../../store/store';
import { TinyPage } from '../../testing';
import { loadModel } from '../model/load-model';
import { cancelProposals, chooseProposals } from './open-proposals';

const network = new File([madeProposalNetwork({ logits: [[1, 0]], boxes: [[0.5, 0.5, 0.5, 0.5]] })], 'made.onnx');
const zeroShot = () => store.getState().detectors.find(({ name }) => name === 'clip-zero-shot')!.zeroShot!;

let page: TinyPage;
beforeAll(async () => {
  page = await TinyPage.load();
});
beforeEach(async () => {
  await page.open();
  await chooseProposals({ kind: 'selective-search' });
});

it('lets CLIP alone take its regions from a file, with all else as it was', async () => {
  const before = zeroShot();
  await chooseProposals({ kind: 'file', name: network.name, file: network });
  expect(store.getState().proposalStatus).toEqual({ kind: 'idle' });
  expect(zeroShot()).toEqual({ ...before, proposalSource: { kind: 'network', network: 'made.onnx' } });
  await chooseProposals({ kind: 'selective-search' });
  expect(zeroShot()).toEqual(before);
  await chooseProposals({ kind: 'open', network: 'made.onnx' });
  expect(zeroShot().proposalSource).toEqual({ kind: 'network', network: 'made.onnx' });
});

it('changes nothing where the file is none, and says why until something else is chosen', async () => {
  const before = zeroShot();
  await chooseProposals({ kind: 'file', name: 'page.onnx', file: new File(['<!doctype html>'], 'page.onnx') });
  expect(store.getState().proposalStatus).toMatchObject({ kind: 'failed', error: { code: 'bundle-file-broken' } });
  expect(zeroShot()).toEqual(before);
  await chooseProposals({ kind: 'selective-search' });
  expect(store.getState().proposalStatus).toEqual({ kind: 'idle' });
});

it('stays when another model comes', async () => {
  await chooseProposals({ kind: 'file', name: network.name, file: network });
  await loadModel(tinyBundle());
  await expect.poll(() => zeroShot().proposalSource).toEqual({ kind: 'network', network: 'made.onnx' });
});

it('changes nothing where it is cancelled', async () => {
  const before = zeroShot();
  const opening = chooseProposals({ kind: 'file', name: network.name, file: network });
  expect(store.getState().proposalStatus).toMatchObject({ kind: 'opening' });
  cancelProposals();
  await opening;
  expect(store.getState().proposalStatus).toEqual({ kind: 'idle' });
  expect(zeroShot()).toEqual(before);
});
