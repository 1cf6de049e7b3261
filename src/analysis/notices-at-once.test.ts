import { expect, test } from 'vitest';
import { noticeLifetime, noticesAtOnce } from './notices-at-once';

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

test('what only informs stays as long as it takes to read; errors and what has details stay', () => {
  const short = { tone: 'info', message: 'Prompts copied.', hint: '' } as const;
  expect(noticeLifetime(short)).toBeGreaterThanOrEqual(6_000);
  // 200 words a minute, of six letters each.
  const long = { ...short, message: 'a word '.repeat(50), hint: 'another '.repeat(50) };
  expect(noticeLifetime(long)).toBeGreaterThan((750 / 6 / 200) * 60_000);
  expect(noticeLifetime({ ...short, tone: 'error' })).toBeNull();
  expect(noticeLifetime({ ...short, details: 'at line 3' })).toBeNull();
});
