import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decodeText, namedBlobs, vocTexts } from '../../../engine/images/data-set-testing';
import type { EngineClient } from '../../../engine/client/client';
import type { DataSetInfo } from '../../../engine/engine';
import { inProcessEngine } from '../../../engine/testing';
import { concatBytes } from '../../../formats/bytes';
import { unzip } from '../../../formats/zip/testing-zip';
import { exampleDictionary } from '../../../photometrics/dictionary/testing';
import { policyFile } from '../../../photometrics/policy';
import { policyOfPrompts } from '../../exports/policy-of-prompts';
import { type TargetPrompt, toTargets } from '../../store/prompts-slice';
import { store } from '../../store/store';
import type { CopySettings } from '../../store/data-slice';
import { cancelCopy, estimateCopy, startCopy } from './copy-data';
import { provideEngine } from '../engine-access';

const dictionary = exampleDictionary(60, 8);
const settings: CopySettings = {
  policyFile: null,
  copies: 2,
  probability: 1,
  seed: 3,
  parts: ['train'],
  originals: false,
  otherParts: 'left-out',
};
const ready = (embedding: Float32Array) => ({ kind: 'ready' as const, tokens: 3, embedding });

/** The policy that a zip file says it was made by. */
async function policyIn(pieces: readonly Uint8Array[]): Promise<unknown> {
  const files = await unzip(concatBytes(pieces));
  return (JSON.parse(new TextDecoder().decode(files.get('about.json'))) as { policy: unknown }).policy;
}

/** Stands for the browser's dialog, which no test can answer: a file in memory. */
function saving(write: (bytes: Uint8Array) => void = () => undefined) {
  const pieces: Uint8Array[] = [];
  const outcome = { pieces, closed: false, aborted: false };
  const file = {
    write: async (bytes: Uint8Array) => {
      write(bytes);
      pieces.push(bytes);
    },
    close: async () => void (outcome.closed = true),
    abort: async () => void (outcome.aborted = true),
  };
  vi.stubGlobal('showSaveFilePicker', async () => ({ createWritable: async () => file }));
  return outcome;
}

describe('copies of a data set', () => {
  let engine: EngineClient;
  let info: DataSetInfo;
  const copy = () => store.getState().dataCopies[info.id];

  beforeEach(async () => {
    store.setState(store.getInitialState(), true);
    // There is no canvas here, so that a picture is encoded as two bytes.
    engine = inProcessEngine({ decode: decodeText, encode: async () => Uint8Array.of(1, 2) });
    provideEngine(engine);
    info = await engine.openDataSet({ kind: 'files', name: 'mine', files: namedBlobs(vocTexts) });
    store.setState({
      sourcePrompt: 'day',
      targets: toTargets(['night', 'cat']),
      embeddings: new Map([
        ['day', ready(new Float32Array(8))],
        ['night', ready(dictionary.measured[5]!.shift)],
        ['cat', ready(dictionary.neutralTexts[3]!)],
      ]),
    });
    store.getState().setPhotometrics({ dictionary });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    engine.dispose();
  });

  test('are estimated, then written as one zip file by what the prompts choose', async () => {
    const saved = saving();
    await estimateCopy(info, settings);
    expect(copy()).toMatchObject({ kind: 'estimated', room: null, estimate: { pictures: 1, copies: 2 } });
    await startCopy(info);
    expect(copy()).toMatchObject({ kind: 'done', report: { copies: 2, unreadable: [] } });
    expect(saved).toMatchObject({ closed: true, aborted: false });
    const files = await unzip(concatBytes(saved.pieces));
    expect([...files.keys()]).toContain('Annotations/a-copy-2.xml');
    expect(await policyIn(saved.pieces)).toEqual(JSON.parse(policyFile(policyOfPrompts(store.getState()).policy)));
  });

  test('are written by what the prompts choose then, also where they have changed since the estimate', async () => {
    const saved = saving();
    await estimateCopy(info, settings);
    store.setState({ targets: toTargets(['night']) });
    await startCopy(info);
    expect(await policyIn(saved.pieces)).toMatchObject({ prompts: [{ text: 'night' }] });
    // The form shows what was wanted when it is opened again.
    expect(copy()).toMatchObject({ kind: 'done', settings });
  });

  test('of two data sets are in nobody’s way', async () => {
    saving();
    const texts = { 'data.yaml': 'names: [car]\n', 'images/a.jpg': '40x20' };
    const other = await engine.openDataSet({ kind: 'files', name: 'other', files: namedBlobs(texts) });
    await Promise.all([
      estimateCopy(info, settings),
      estimateCopy(other, { ...settings, parts: other.parts.map(({ name }) => name) }),
    ]);
    const kinds = () => [info, other].map(({ id }) => store.getState().dataCopies[id]?.kind);
    expect(kinds()).toEqual(['estimated', 'estimated']);
    const written = startCopy(info);
    cancelCopy(other);
    await written;
    expect(kinds()).toEqual(['done', 'estimated']);
  });

  test('take a policy file in place of the prompts, and say what is wrong with one', async () => {
    const saved = saving();
    const { policy } = policyOfPrompts(store.getState());
    store.getState().setPhotometrics({ dictionary: null });
    await estimateCopy(info, { ...settings, policyFile: new File([policyFile(policy)], 'policy.json') });
    await startCopy(info);
    expect(await policyIn(saved.pieces)).toEqual(JSON.parse(policyFile(policy)));
    const other = policyFile(policy).replace('photometrics-1', 'photometrics-9');
    await estimateCopy(info, { ...settings, policyFile: new File([other], 'other.json') });
    expect(copy()).toBeUndefined();
    expect(store.getState().notices.at(-1)?.message).toMatch(
      /^other\.json has version 1 of the family "photometrics-9"/u,
    );
  });

  test('are taken away where the disk is full, and can be started again', async () => {
    const saved = saving(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await estimateCopy(info, settings);
    await startCopy(info);
    expect(saved).toMatchObject({ closed: false, aborted: true });
    expect(copy()?.kind).toBe('estimated');
    expect(store.getState().notices.at(-1)?.message).toMatch(/is full\. The copy was taken away\.$/u);
  });

  test('are taken away where they are cancelled', async () => {
    const saved = saving();
    const pictures = Array.from({ length: 40 }, (_, at) => [`images/${at}.jpg`, '40x20'] as const);
    const texts = { 'data.yaml': 'names: [car]\n', ...Object.fromEntries(pictures) };
    info = await engine.openDataSet({ kind: 'files', name: 'many', files: namedBlobs(texts) });
    await estimateCopy(info, { ...settings, parts: info.parts.map(({ name }) => name) });
    const stop = store.subscribe(({ dataCopies }) => {
      const now = dataCopies[info.id];
      if (now?.kind === 'copying' && now.progress !== null) cancelCopy(info);
    });
    await startCopy(info);
    stop();
    expect(saved).toMatchObject({ closed: false, aborted: true });
    expect(copy()?.kind).toBe('estimated');
    expect(store.getState().notices).toEqual([]);
  });

  test('need measured transforms, or a policy', async () => {
    store.getState().setPhotometrics({ dictionary: null });
    await estimateCopy(info, settings);
    expect(copy()).toBeUndefined();
    expect(store.getState().notices.at(-1)?.message).toBe(
      'There are no measured transforms for this model yet, so no prompt can choose.',
    );
  });
});

test('each prompt chooses unless somebody took the identity for it; one that equals the source is named', () => {
  const [night, cat] = toTargets(['night', 'cat']);
  const embeddings = new Map([
    ['day', ready(new Float32Array(8))],
    ['night', ready(dictionary.measured[5]!.shift)],
    ['cat', ready(dictionary.neutralTexts[3]!)],
  ]);
  const photometrics = { ...store.getInitialState().photometrics, dictionary };
  const of = (targets: readonly TargetPrompt[]) =>
    policyOfPrompts({ sourcePrompt: 'day', targets, embeddings, photometrics });
  const { policy, threshold } = of([
    { ...night!, identity: false },
    { ...cat!, identity: true },
  ]);
  expect(policy.prompts[0]!.confidence).toBeGreaterThan(threshold);
  expect(policy.prompts[1]).toMatchObject({ confidence: null, transforms: [{ weight: 1 }] });
  expect(of([cat!]).policy.prompts[0]!.transforms.length).toBeGreaterThan(1);
  expect(() => of([{ ...cat!, text: 'day' }])).toThrow('“day” means the same as the source prompt');
});
