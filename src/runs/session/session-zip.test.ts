import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeSafetensors } from '../../formats/safetensors/safetensors';
import { oddZip, unzip } from '../../formats/zip/testing-zip';
import { writeZip } from '../../formats/zip/zip';
import { float32ToBase64 } from './base64';
import { openSessionFile } from './open-session';
import { renameDetectors } from '../library/rename-detectors';
import { exportSession, type Session } from './session';
import { packSession, unpackSession } from './session-zip';
import { exampleEvaluation, exampleExplain, exampleRun, exampleTraining } from '../testing';

const detector = writeSafetensors([{ name: 'w', dtype: 'F32', shape: [2], data: Float32Array.of(0.1, 0.2) }], {
  title: 'Mine',
});
const example: Session = {
  title: 'Example',
  createdAt: '2026-11-01T10:00:00.000Z',
  appVersion: 'test',
  model: { name: 'tiny', hash: 'ab12' },
  prompts: { source: 'day', targets: ['night'] },
  runs: [exampleRun('1'), exampleTraining('2')],
  evaluations: [exampleEvaluation('e')],
  marks: [{ run: '1', pinned: true, note: 'the good one' }],
  detections: {
    image: { kind: 'scene', domain: 'night-rainy', split: 'test', index: 3 },
    panes: [],
  },
  explain: exampleExplain('ab12'),
  detectors: [{ name: 'mine', modelHash: 'ab12', file: detector }],
  view: { threshold: 0.5 },
};
const packed = packSession(example);
const packedFiles = await unzip(packed);
const text = (content: string) => new TextEncoder().encode(content);

/** The example with one file replaced, or removed. */
function withFile(path: string, bytes: Uint8Array | null): Uint8Array<ArrayBuffer> {
  const files = new Map(packedFiles);
  if (bytes === null) files.delete(path);
  else files.set(path, bytes);
  return writeZip([...files].map(([name, content]) => ({ path: name, bytes: content, pack: 'stored' })));
}

function withJson(path: string, change: (value: Record<string, unknown>) => unknown): Uint8Array<ArrayBuffer> {
  const value = JSON.parse(new TextDecoder().decode(packedFiles.get(path))) as Record<string, unknown>;
  return withFile(path, text(JSON.stringify(change(value))));
}

const open = (bytes: Uint8Array<ArrayBuffer>) => openSessionFile(new Blob([bytes]));

describe('session as a zip', () => {
  it('comes back as it was, offsets to the last bit', async () => {
    expect(await open(packed)).toEqual({ session: example, ignored: [] });
    expect(packSession(example)).toEqual(packed);
  });

  it('opens zips from before results of Explain were in them', async () => {
    const former = withJson('manifest.json', (manifest) => ({ ...manifest, explain: undefined, version: 3 }));
    const { session } = await open(former);
    expect(session).toEqual({ ...example, explain: null });
  });

  it('opens shifts of policies as the engine measures them, with their reliability', async () => {
    const { explain } = example;
    const { measured, movers } = explain!.shifts!;
    const policies = measured.policies.map((prompts) => prompts.map((shift) => ({ ...shift, reliability: 0.5 })));
    const shifts = { measured: { ...measured, policies }, movers };
    const { session } = await open(packSession({ ...example, explain: { ...explain!, shifts } }));
    expect(session.explain).toEqual(explain);
  });

  it('refuses results of Explain that do not belong together, by name', async () => {
    const short = withJson('explain.json', (explain) => ({
      ...explain,
      embeddings: { ...(explain['embeddings'] as object), texts: [float32ToBase64(Float32Array.of(1))] },
    }));
    await expect(open(short)).rejects.toThrow('explain.json: embeddings: has embeddings that do not belong together');
    const small = withJson('explain.json', (explain) => ({
      ...explain,
      step: { ...(explain['step'] as object), crop: { width: 3, height: 1, data: 'AAAA' } },
    }));
    await expect(open(small)).rejects.toThrow('explain.json: step.crop: has another number of pixels than its size');
  });

  it('holds files that other tools read', () => {
    expect([...packedFiles.keys()]).toEqual([
      'runs/1/run.json',
      'runs/1/offsets.safetensors',
      'runs/2/run.json',
      'results/1.json',
      'detections.json',
      'explain.json',
      'detectors/1.safetensors',
      'manifest.json',
    ]);
  });

  it('comes back as it was, whatever its offsets and texts are', async () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(fc.array(float, { minLength: 4, maxLength: 4 }), fc.string(), async (values, title) => {
        const { offsets, ...run } = exampleRun('1');
        if (offsets?.kind !== 'full') throw new Error('the example has whole offsets');
        const grids = { ...offsets.offsets, values: Float32Array.from(values) };
        const session = { ...example, title, runs: [{ ...run, offsets: { kind: 'full' as const, offsets: grids } }] };
        expect((await unpackSession(new Blob([packSession(session)]))).session).toEqual(session);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps a run that diverged', async () => {
    const { offsets, ...run } = exampleRun('1');
    if (offsets?.kind !== 'full') throw new Error('the example has whole offsets');
    const grids = { ...offsets.offsets, values: Float32Array.of(NaN, 1, 2, 3) };
    const session = { ...example, runs: [{ ...run, offsets: { kind: 'full' as const, offsets: grids } }] };
    expect((await unpackSession(new Blob([packSession(session)]))).session).toEqual(session);
  });

  it('names files that it does not know, and goes on', async () => {
    const { session, ignored } = await open(withFile('notes/read me.txt', text('hello')));
    expect(session).toEqual(example);
    expect(ignored).toEqual(['notes/read me.txt']);
  });

  it('unpacks nothing that its manifest does not name', async () => {
    const files = [...packedFiles].map(([name, content]) => ({ name, content }));
    const zip = oddZip([...files, { name: 'notes', content: 'nobody can read it', flags: 1 }]);
    expect(await open(zip)).toEqual({ session: example, ignored: ['notes'] });
  });

  it('opens where another tool has packed it again', async () => {
    const files = [...packedFiles].map(([name, content]) => ({ name: `./${name.replace('/', '\\')}`, content }));
    expect(await open(oddZip(files, { wide: true }))).toEqual({ session: example, ignored: [] });
  });

  it.each([
    ['a file twice', 'manifest.json', 'the zip file holds "manifest.json" twice'],
    ['a path that leads elsewhere', '../../evil', 'the zip file holds a file at the unsafe path "../../evil"'],
  ])('refuses %s', async (_, name, problem) => {
    const files = [...packedFiles].map(([path, content]) => ({ name: path, content }));
    const message = `The session cannot be opened: ${problem}.`;
    await expect(open(oddZip([...files, { name, content: '{}' }]))).rejects.toMatchObject({ message });
  });

  it('opens the JSON form of before', async () => {
    const json = { ...example, evaluations: [], marks: [], explain: null, detectors: [] };
    const { session } = await openSessionFile(new Blob([exportSession(json)]));
    expect(session).toEqual(json);
    const recorded = readFileSync(new URL('../../../public/example.session.json', import.meta.url));
    expect((await openSessionFile(new Blob([recorded]))).session.runs.length).toBeGreaterThan(0);
  });

  it('opens the zip of before, which has no pins and notes', async () => {
    const former = withJson('manifest.json', (manifest) => ({ ...manifest, marks: undefined, version: 2 }));
    expect((await open(former)).session).toEqual({ ...example, marks: [] });
  });

  it('refuses at once what would be a lot of work', async () => {
    const run = { file: 'runs/2/run.json', offsets: null };
    const begun = performance.now();
    await expect(
      open(withJson('manifest.json', (manifest) => ({ ...manifest, runs: Array.from({ length: 20_000 }, () => run) }))),
    ).rejects.toThrow('its manifest names runs/2/run.json twice');
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  const manifestWith = (change: object) => () => withJson('manifest.json', (manifest) => ({ ...manifest, ...change }));
  const long = 'x'.repeat(100_000);
  /** A list in a list, so many levels deep; written as text, because writing it as a value runs out of stack, too. */
  const nested = (levels: number) => () => {
    const manifest = new TextDecoder().decode(packedFiles.get('manifest.json'));
    const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    return withFile('manifest.json', text(manifest.replace('"threshold":0.5', `"deep":${deep}`)));
  };
  const emptyImages = (count: number) => () =>
    withJson('results/1.json', (record) => {
      const sizes = float32ToBase64(Float32Array.from({ length: count * 4 }, (_, i) => (i % 4 < 2 ? 8 : 0)));
      const empty = { gtClasses: '', gtBoxes: '', classes: '', scores: '', boxes: '' };
      return { ...record, domains: [{ name: 'daytime-clear', sizes, ...empty }] };
    });

  it.each<[string, () => Uint8Array<ArrayBuffer>, string]>([
    [
      '26 target prompts',
      manifestWith({ prompts: { source: 'day', targets: Array.from({ length: 26 }, () => 'night') } }),
      'manifest.json: prompts.targets: has 26 target prompts; the limit is 25',
    ],
    [
      'a prompt of 100,000 characters',
      manifestWith({ prompts: { source: 'day', targets: ['night', long] } }),
      'manifest.json: prompts.targets.1: has 100,000 characters; the limit is 10,000',
    ],
    [
      'a title of 100,000 characters',
      manifestWith({ title: long }),
      'manifest.json: title: has 100,000 characters; the limit is 1,000',
    ],
    [
      'a run with a title of 100,000 characters',
      () => withJson('runs/2/run.json', (run) => ({ ...run, title: long })),
      'runs/2/run.json: title: has 100,000 characters; the limit is 1,000',
    ],
    ['a view nested 3,000 deep', nested(3000), 'manifest.json: view.deep: is nested deeper than 20 levels'],
    ['a view nested 100,000 deep', nested(100_000), 'manifest.json: view.deep: is nested deeper than 20 levels'],
    ['200,001 empty images', emptyImages(200_001), 'results/1.json: domains.0: has more than 200,000 images'],
  ])('refuses %s by name', async (_, make, message) => {
    await expect(open(make())).rejects.toMatchObject({
      code: 'session-broken',
      message: `The session is damaged: ${message}.`,
    });
  });

  it.each<[string, () => Uint8Array<ArrayBuffer>, string, string]>([
    [
      'another zip',
      () => withFile('manifest.json', null),
      'not-a-session',
      'The zip file holds no manifest.json, so it is no session of this playground.',
    ],
    [
      'the zip of another tool',
      () => withFile('manifest.json', text('{"name":"x"}')),
      'not-a-session',
      'The manifest.json in the zip file is not that of a session of this playground.',
    ],
    [
      'a version of the future',
      () => withJson('manifest.json', (manifest) => ({ ...manifest, version: 5 })),
      'session-too-new',
      'The session has version 5; this page reads versions up to 4.',
    ],
    [
      'a cut file',
      () => packed.slice(0, -40),
      'session-broken',
      'The session cannot be opened: the zip file breaks off before the list of its files, which stands at its end.',
    ],
    [
      'a changed byte',
      () => {
        const bytes = packed.slice();
        // Within the weights of the detector, which are stored as they are.
        const weights = Uint8Array.from(new Uint8Array(Float32Array.of(0.1, 0.2).buffer));
        const at = bytes.findIndex((_, i) => weights.every((byte, j) => bytes[i + j] === byte));
        bytes[at]! ^= 1;
        return bytes;
      },
      'session-broken',
      'The session cannot be opened: "detectors/1.safetensors" in the zip file is damaged.',
    ],
    [
      'a bomb',
      () => {
        const bytes = packed.slice();
        const view = new DataView(bytes.buffer);
        view.setUint32(view.getUint32(bytes.length - 6, true) + 24, 0xf0000000, true);
        return bytes;
      },
      'session-too-large',
      'The session cannot be opened: "runs/1/run.json" unpacks to more than 1000 MB.',
    ],
    [
      'a missing run',
      () => withFile('runs/2/run.json', null),
      'session-broken',
      'The session is damaged: it lacks runs/2/run.json, which its manifest names.',
    ],
    [
      'a run that is no JSON',
      () => withFile('runs/2/run.json', text('{"kind":')),
      'session-broken',
      'The session is damaged: runs/2/run.json is no JSON.',
    ],
    [
      'a run with a wrong field',
      () => withJson('runs/2/run.json', (run) => ({ ...run, status: 'paused' })),
      'session-broken',
      'The session is damaged: runs/2/run.json: status: Invalid type: Expected ("finished" | "stopped" | "failed") but received "paused".',
    ],
    [
      'a run without its curves',
      () => withJson('runs/2/run.json', (run) => ({ ...run, curves: { columns: ['step'], values: [[1]] } })),
      'session-broken',
      'The session is damaged: the run “Additive, seed 7” has no curve “seconds”.',
    ],
    [
      'offsets that are cut',
      () => withFile('runs/1/offsets.safetensors', new Uint8Array(4)),
      'session-broken',
      'The session is damaged: runs/1/offsets.safetensors: This is no file of semantic offsets: a safetensors file has at least 8 bytes, this one has 4.',
    ],
    [
      'a detector that is cut',
      () => withFile('detectors/1.safetensors', detector.slice(0, -4)),
      'session-broken',
      `The session is damaged: detectors/1.safetensors: tensor "w" ends at byte ${detector.length}, the file at ${detector.length - 4}.`,
    ],
    [
      'results that do not belong together',
      () =>
        withJson('results/1.json', (record) => ({
          ...record,
          classes: [],
        })),
      'session-broken',
      'The session is damaged: results/1.json: has boxes of a class that it does not name.',
    ],
  ])('refuses %s', async (_, make, code, message) => {
    await expect(open(make())).rejects.toMatchObject({ name: 'CodedError', code, message });
  });

  it('renames detectors wherever it speaks of them', () => {
    const renamed = renameDetectors(example, new Map([['mine', 'mine-2']]));
    expect(renamed.detectors[0]!.name).toBe('mine-2');
    expect(renamed.evaluations[0]!.config.detector).toBe('mine-2');
    expect(renamed.runs.map((run) => (run.kind === 'training' ? run.detector : null))).toEqual([null, 'mine-2']);
  });
});
