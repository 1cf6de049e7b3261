import { beforeEach, expect, test } from 'vitest';
import { noticesAtOnce } from '../../analysis/notices-at-once';
import type { Notice } from './notices-slice';
import { store } from './store';

const initial = store.getInitialState();
beforeEach(() => store.setState(initial, true));

const notify = (tone: Notice['tone'], message: string) => store.getState().notify({ tone, message, hint: '' });
const messages = () => store.getState().notices.map(({ message }) => message);

test('no notice is lost: those that there is no room for appear once others are dismissed', () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) notify('error', `${name} failed`);
  expect(messages()).toHaveLength(5);
  for (const { id } of noticesAtOnce(store.getState().notices)) store.getState().dismissNotice(id);
  expect(messages()).toEqual(['a failed']);
  notify('info', 'f is done');
  store.getState().dismissAllNotices();
  expect(store.getState().notices).toEqual([]);
});

test('of equal errors the first stays', () => {
  notify('error', 'a failed');
  notify('error', 'a failed');
  expect(messages()).toEqual(['a failed']);
});
