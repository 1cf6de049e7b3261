import { beforeEach, expect, test } from 'vitest';
import { noticesAtOnce, type Notice } from './notices-slice';
import { store } from './store';

const initial = store.getState();
beforeEach(() => store.setState(initial, true));

const notify = (tone: Notice['tone'], message: string) => store.getState().notify({ tone, message, hint: '' });
const messages = (notices: readonly Notice[]) => notices.map(({ message }) => message);

test('no notice is lost: of many, errors and then the newest are shown', () => {
  notify('error', 'a failed');
  notify('info', 'b is done');
  notify('info', 'c is done');
  notify('error', 'd failed');
  expect(messages(noticesAtOnce(store.getState().notices))).toEqual(['a failed', 'b is done', 'c is done', 'd failed']);
  notify('info', 'e is done');
  expect(messages(noticesAtOnce(store.getState().notices))).toEqual(['a failed', 'c is done', 'd failed', 'e is done']);
  for (const name of ['f', 'g', 'h']) notify('error', `${name} failed`);
  expect(messages(noticesAtOnce(store.getState().notices))).toEqual(['d failed', 'f failed', 'g failed', 'h failed']);
  expect(messages(store.getState().notices)).toHaveLength(8);
  for (const { id } of noticesAtOnce(store.getState().notices)) store.getState().dismissNotice(id);
  expect(messages(noticesAtOnce(store.getState().notices))).toEqual([
    'a failed',
    'b is done',
    'c is done',
    'e is done',
  ]);
  store.getState().dismissAllNotices();
  expect(store.getState().notices).toEqual([]);
});
