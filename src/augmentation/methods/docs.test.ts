import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { methodNames } from '../../method/method-names';
import { methodInfos } from './registry';

const text = (name: string) => readFileSync(new URL(`../../../docs/${name}.md`, import.meta.url), 'utf8');

test('docs/methods.md has a row for each method, in order, with where it acts and what it knows', () => {
  const rows = text('methods')
    .split('\n')
    .filter((line) => /^\| `[a-z-]+` \|/u.test(line))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/gu, '')));
  expect(rows.map((cells) => [cells[0], cells.at(-2), cells.at(-1)])).toEqual(
    methodInfos.map(({ name, changes, knows }) => [`\`${name}\``, changes ?? 'nothing', knows]),
  );
});

test('docs/headless.md names every method', () => {
  expect(text('headless')).toContain(
    `| \`training.method\` | ${methodNames.map((name) => `\`${name}\``).join(', ')}: [docs/methods.md](methods.md) |`,
  );
});
