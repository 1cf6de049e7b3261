import { describe, expect, it } from 'vitest';
import { unreadImage } from '../../metrics/image-rows';
import { createRunLibrary, entryOf } from './run-library';
import { createDeniedStore, createMemoryStore, exampleEvaluation, exampleRun, exampleTraining } from '../testing';

const records = [exampleRun('o'), exampleTraining('t'), exampleEvaluation('e')];

async function filled() {
  const tables = createMemoryStore();
  const library = createRunLibrary(tables);
  for (const record of records) await library.put({ entry: entryOf(record), record: record });
  return { tables, library };
}

describe('run library', () => {
  it('gives back every kind as it was, newest first', async () => {
    const { library } = await filled();
    const { entries, unreadable } = await library.list();
    expect(entries).toEqual([entryOf(records[2]!), entryOf(records[1]!), entryOf(records[0]!)]);
    expect(unreadable).toEqual([]);
    for (const record of records) expect(await library.load(record.id)).toEqual(record);
  });

  it('keeps the offsets in full precision', async () => {
    const { library } = await filled();
    const run = exampleRun('fine');
    if (run.offsets?.kind !== 'full') throw new Error('the example has whole offsets');
    const offsets = { ...run.offsets.offsets, values: Float32Array.of(0.1, 1e-9, -0.3, 1 / 3) };
    const fine = { ...run, offsets: { kind: 'full', offsets } } as const;
    await library.put({ entry: entryOf(fine), record: fine });
    expect(await library.load('fine')).toEqual(fine);
  });

  it('changes title, pin and note without the body', async () => {
    const { tables, library } = await filled();
    const body = await tables.get('library-bodies', 'o');
    const changed = await library.change('o', { title: 'New', pinned: true, note: 'why' });
    expect(changed).toMatchObject({ head: { title: 'New' }, pinned: true, note: 'why' });
    expect((await library.list()).entries[2]).toMatchObject({ head: { title: 'New' }, pinned: true, note: 'why' });
    expect(await library.load('o')).toEqual({ ...records[0], title: 'New' });
    expect(await tables.get('library-bodies', 'o')).toBe(body);
  });

  it('names what it cannot read, shows the rest, and can delete and bring back either', async () => {
    const { tables, library } = await filled();
    const stored = (await tables.get('library', 't')) as { readonly head: object };
    const broken = { ...stored, head: { ...stored.head, scenes: 'many' } };
    await tables.put('library', 't', broken);
    await tables.put('library', 'future', { version: 99, head: { title: 'From tomorrow' } });
    const { entries, unreadable } = await library.list();
    expect(entries.map(({ head }) => head.id)).toEqual(['e', 'o']);
    expect(unreadable.map(({ name }) => name)).toEqual(['From tomorrow', 'Additive, seed 7']);
    expect(unreadable[0]?.reason).toContain('newer version');
    expect(unreadable[1]?.reason).toContain('head.scenes');
    await expect(library.load('t')).rejects.toMatchObject({ code: 'run-unreadable' });
    const taken = await library.take(['t', 'e', 'unknown']);
    expect(taken.map(({ id }) => id)).toEqual(['t', 'e']);
    expect((await library.list()).unreadable).toHaveLength(1);
    await library.putBack(taken);
    expect(await tables.get('library', 't')).toEqual(broken);
    expect(await library.load('e')).toEqual(records[2]);
  });

  it.each([
    ['of another kind', { kind: 'training', curves: { columns: [], values: [] } }, 'kind'],
    ['cut', { kind: 'optimisation', curves: { columns: ['step'], values: [] }, offsets: null }, 'columns'],
  ])('says which body is %s', async (_, body, reason) => {
    const { tables, library } = await filled();
    await tables.put('library-bodies', 'o', body);
    expect((await library.list()).entries).toHaveLength(3);
    await expect(library.load('o')).rejects.toThrow(new RegExp(`“Rain at night”.*${reason}`, 'u'));
  });

  it('names a line without a body and a body without a line, and deletes either', async () => {
    const { tables, library } = await filled();
    await tables.delete('library-bodies', 'o');
    await tables.delete('library', 't');
    const { entries, unreadable } = await library.list();
    expect(entries.map(({ head }) => head.id)).toEqual(['e']);
    expect(unreadable).toEqual([
      { id: 'o', name: 'Rain at night', reason: 'its curves and results are missing' },
      { id: 't', name: 't', reason: 'only curves or results are left, and nothing says of which run' },
    ]);
    await library.take(['o', 't']);
    expect((await library.list()).unreadable).toEqual([]);
  });

  it('changes nothing of a run that is gone, so that no line without a body appears', async () => {
    const { tables, library } = await filled();
    await library.take(['o']);
    expect(await library.change('o', { title: 'New' })).toBeNull();
    expect(await tables.get('library', 'o')).toBeUndefined();
    await expect(library.load('o')).rejects.toThrow('it is gone: another tab has deleted it');
  });

  it('keeps what two tabs say of a run, whichever knows of the other', async () => {
    const { tables, library } = await filled();
    const other = createRunLibrary(tables);
    await Promise.all([library.change('o', { pinned: true }), other.change('o', { title: 'Mine' })]);
    await library.put({ entry: entryOf(records[0]!), record: records[0]! });
    const [entry] = (await library.list()).entries.filter(({ head }) => head.id === 'o');
    expect(entry).toMatchObject({ head: { title: 'Mine' }, pinned: true });
  });

  it('adds runs and detectors all together, or none where one is there already', async () => {
    const { tables, library } = await filled();
    const [fresh, taken] = [exampleRun('new'), exampleTraining('t')];
    const detector = { name: 'mine', modelHash: 'ab12', file: new Blob(['x']) };
    const news = [fresh, taken].map((record) => ({ entry: entryOf(record), record }));
    await expect(library.addAll(news, [detector])).rejects.toMatchObject({ code: 'taken' });
    expect(await tables.keys('library')).toEqual(['e', 'o', 't']);
    expect(await tables.keys('detectors')).toEqual([]);
    await library.addAll(news.slice(0, 1), [detector]);
    expect(await library.load('new')).toEqual(fresh);
    await expect(library.addAll([], [detector])).rejects.toThrow('“ab12/mine” is taken');
  });

  it('stores all of a run or nothing when the space runs out', async () => {
    const tables = createMemoryStore({ capacity: 3 });
    const library = createRunLibrary(tables);
    await library.put({ entry: entryOf(records[0]!), record: records[0]! });
    await expect(library.put({ entry: entryOf(records[1]!), record: records[1]! })).rejects.toThrow('quota');
    expect((await library.list()).entries).toHaveLength(1);
    expect(await tables.get('library-bodies', 't')).toBeUndefined();
    expect(await library.load('o')).toEqual(records[0]);
  });

  it('rejects where the browser keeps nothing', async () => {
    const library = createRunLibrary(createDeniedStore(new Error('denied')));
    await expect(library.list()).rejects.toThrow('denied');
  });
});

it('summarises what the table shows', () => {
  const [optimisation, training, evaluation] = records.map((record) => entryOf(record).summary);
  expect(optimisation).toMatchObject({ steps: 2, seconds: 0.25, loss: 0.4, ap: null });
  expect(training).toMatchObject({ steps: 3, loss: 3.5, ap: 0.5 });
  // By day the only car is found; at night the only car, but not the bus.
  expect(evaluation).toMatchObject({ steps: 4, seconds: 2.5, loss: null, ap: 0.5 });
  expect(evaluation?.domains).toEqual([
    { name: 'daytime-clear', images: 2, map50: 1 },
    { name: 'night-rainy', images: 2, map50: 0.5 },
  ]);
});

it('counts no image that could not be read', () => {
  const evaluation = exampleEvaluation('e');
  const [day, night] = evaluation.domains;
  const domains = [
    { ...day!, images: [unreadImage, ...day!.images, unreadImage] },
    { ...night!, images: [unreadImage] },
  ];
  expect(entryOf({ ...evaluation, domains }).summary).toMatchObject({
    steps: 2,
    domains: [
      { name: 'daytime-clear', images: 2, map50: 1 },
      { name: 'night-rainy', images: 0, map50: null },
    ],
  });
});
