import { beforeEach, expect, test, vi } from 'vitest';
import { createRunLibrary } from '../../runs/library/run-library';
import {
  createDeniedStore,
  createMemoryStore,
  exampleEvaluation,
  exampleRun,
  exampleTraining,
} from '../../runs/testing';
import { newRuns } from './adopt-session';
import { libraryRecords } from './library-records';
import { changeRun, deleteRuns, loadRun, forgetUnstoredRuns, readLibrary, recordRun, undoDeletion } from './kept-runs';
import { provideStorage } from './storage-access';
import { store } from '../store/store';
import { storeAgain } from './store-again';

const initial = store.getInitialState();
let tables = createMemoryStore();

/** As a reload does: everything in memory goes, the tables stay. */
async function visit(reopened = tables): Promise<void> {
  tables = reopened;
  store.setState(initial, true);
  forgetUnstoredRuns();
  provideStorage({ library: createRunLibrary(reopened) });
  await readLibrary();
}

const ids = () => store.getState().runs.map(({ head }) => head.id);

beforeEach(async () => {
  await visit(createMemoryStore());
  await recordRun(exampleRun('o'));
  await recordRun(exampleTraining('t'));
});

test('what was recorded, renamed, pinned and noted is there after a reload', async () => {
  await changeRun('o', { title: 'Rain, more crops' });
  await changeRun('o', { pinned: true, note: 'the good one' });
  await changeRun('t', { title: '   ' });
  await visit();
  expect(ids()).toEqual(['t', 'o']);
  expect(store.getState().runs[1]).toMatchObject({
    head: { title: 'Rain, more crops' },
    pinned: true,
    note: 'the good one',
  });
  expect(store.getState().runs[0]?.head.title).toBe(exampleTraining('t').title);
  expect(await loadRun('o')).toEqual({ ...exampleRun('o'), title: 'Rain, more crops' });
});

test('a run that goes on replaces its earlier part, and keeps the name that it was given', async () => {
  await changeRun('t', { title: 'Mine', pinned: true });
  await recordRun({ ...exampleTraining('t'), status: 'finished' });
  expect(ids()).toEqual(['t', 'o']);
  await visit();
  expect(store.getState().runs[0]).toMatchObject({ head: { title: 'Mine', status: 'finished' }, pinned: true });
});

test('a deletion can be undone, one after the other, and lasts without', async () => {
  store.getState().selectRuns(['o', 't']);
  store.getState().setOpenedRun('t');
  await deleteRuns(['o']);
  await deleteRuns(['t']);
  expect(store.getState()).toMatchObject({ runs: [], selectedRuns: [], openedRun: null });
  await undoDeletion();
  expect(ids()).toEqual(['t']);
  await visit();
  expect(ids()).toEqual(['t']);
  await deleteRuns(['t']);
  await undoDeletion();
  await undoDeletion();
  expect(await loadRun('t')).toEqual(exampleTraining('t'));
});

test('a full disk keeps the run in memory, says so, and it is stored once there is space', async () => {
  await visit(createMemoryStore({ capacity: 4 }));
  await recordRun(exampleRun('o'));
  await recordRun(exampleTraining('t'));
  await recordRun(exampleEvaluation('e'));
  expect([...store.getState().unstoredRuns]).toEqual(['e']);
  expect(store.getState().notices.at(-1)?.message).toMatch(/“Mine” could not be stored: .* full/u);
  expect(await loadRun('e')).toEqual(exampleEvaluation('e'));
  await readLibrary();
  expect(ids().toSorted()).toEqual(['e', 'o', 't']);
  await changeRun('e', { title: 'Kept' });
  await deleteRuns(['o']);
  expect(store.getState().unstoredRuns.size).toBe(0);
  await visit();
  expect(ids()).toEqual(['e', 't']);
  expect(store.getState().runs[0]?.head.title).toBe('Kept');
});

test('a run in memory only can be deleted and brought back too', async () => {
  await visit(createMemoryStore({ capacity: 2 }));
  await recordRun(exampleRun('o'));
  await recordRun(exampleTraining('t'));
  await deleteRuns(['t']);
  expect(ids()).toEqual(['o']);
  await deleteRuns(['o']);
  await storeAgain();
  expect(ids()).toEqual([]);
  await undoDeletion();
  expect(await loadRun('o')).toEqual(exampleRun('o'));
});

test('a browser that keeps nothing is mentioned once, and everything goes on', async () => {
  store.setState(initial, true);
  forgetUnstoredRuns();
  provideStorage({ library: createRunLibrary(createDeniedStore(new Error('denied'))) });
  await readLibrary();
  await recordRun(exampleRun('o'));
  await recordRun(exampleTraining('t'));
  expect(store.getState().notices.map(({ message }) => message)).toEqual(['Your results will not outlive this page.']);
  expect(ids()).toEqual(['t', 'o']);
  expect(await loadRun('o')).toEqual(exampleRun('o'));
});

test('records of a session: known ones are left alone, clashing ones get a new id', async () => {
  const other = { ...exampleRun('o', '2027-01-01T00:00:00.000Z'), title: 'Another with this id' };
  const marks = [{ run: 'e', pinned: true, note: 'good' }];
  const runs = newRuns({ runs: [exampleRun('o'), other], evaluations: [exampleEvaluation('e')], marks });
  expect(runs.map(({ record: { title } }) => title)).toEqual([other.title, exampleEvaluation('e').title]);
  expect(runs[0]?.record.id).not.toBe('o');
  expect(runs[1]?.entry).toMatchObject({ pinned: true, note: 'good' });
});

test('what cannot be read is named and can be removed, and hides nothing', async () => {
  await tables.put('library', 't', { version: 1, head: { title: 'Damaged' } });
  await readLibrary();
  expect(ids()).toEqual(['o']);
  expect(store.getState().unreadableRuns).toMatchObject([{ id: 't', name: 'Damaged' }]);
  await tables.delete('library-bodies', 'o');
  const { records, unreadable } = await libraryRecords();
  expect(records).toEqual([]);
  expect(unreadable.map(({ name }) => name)).toEqual(['Damaged', 'Rain at night']);
  await deleteRuns(['t']);
  expect(store.getState().unreadableRuns).toEqual([]);
  await vi.waitFor(async () => expect(await tables.get('library', 't')).toBeUndefined(), 60_000);
  await undoDeletion();
  expect(store.getState().unreadableRuns).toMatchObject([{ id: 'o' }, { id: 't' }]);
});

test('a run that another tab has deleted is not brought back by a rename here, and the line goes', async () => {
  await createRunLibrary(tables).take(['o']);
  await changeRun('o', { title: 'Mine' });
  expect(ids()).toEqual(['t']);
  expect(await tables.keys('library')).toEqual(['t']);
  expect(store.getState().notices.at(-1)).toMatchObject({ message: '“Rain at night” is gone.' });
});

test('a pin of another tab stays when a run is renamed or goes on here', async () => {
  await createRunLibrary(tables).change('t', { pinned: true, note: 'theirs' });
  await changeRun('t', { title: 'Mine' });
  await recordRun({ ...exampleTraining('t'), status: 'finished' });
  const expected = { head: { title: 'Mine', status: 'finished' }, pinned: true, note: 'theirs' };
  expect(store.getState().runs.find(({ head }) => head.id === 't')).toMatchObject(expected);
  await visit();
  expect(store.getState().runs.find(({ head }) => head.id === 't')).toMatchObject(expected);
});

test('what another tab has changed is read, and a deleted run is open and selected no more', async () => {
  store.getState().selectRuns(['o', 't']);
  store.getState().setOpenedRun('o');
  await createRunLibrary(tables).take(['o']);
  await readLibrary();
  expect(store.getState()).toMatchObject({ selectedRuns: ['t'], openedRun: null });
  expect(ids()).toEqual(['t']);
});

test('a database of a newer page says so, with what to do', async () => {
  const newer = new DOMException('The requested version (2) is less than the existing version (7).', 'VersionError');
  provideStorage({ library: createRunLibrary(createDeniedStore(newer)) });
  await readLibrary();
  const { hint } = store.getState().notices.at(-1)!;
  expect(hint).toContain('a newer version of this page has stored your work, and this one cannot read it');
  expect(hint).toContain('Reload the page');
});
