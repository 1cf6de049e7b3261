import { expect, test } from 'vitest';
import { noticesAtOnce } from './notices-at-once';

const notice = (tone: 'error' | 'info', message: string) => ({ tone, message });
const messages = (notices: readonly { readonly message: string }[]) => notices.map(({ message }) => message);

test('of many notices, errors and then the newest are shown, oldest first', () => {
  const notices = [
    notice('error', 'a failed'),
    notice('info', 'b is done'),
    notice('info', 'c is done'),
    notice('error', 'd failed'),
  ];
  expect(noticesAtOnce([])).toEqual([]);
  expect(noticesAtOnce(notices)).toEqual(notices);
  notices.push(notice('info', 'e is done'));
  expect(messages(noticesAtOnce(notices))).toEqual(['a failed', 'c is done', 'd failed', 'e is done']);
  for (const name of ['f', 'g', 'h']) notices.push(notice('error', `${name} failed`));
  expect(messages(noticesAtOnce(notices))).toEqual(['d failed', 'f failed', 'g failed', 'h failed']);
});
