import { expect, test } from 'vitest';
import { documentPage } from './docs-pages';

const all = new Set(['docs/page.md', 'docs/methods.md', 'models/builtin/README.md']);
const page = (markdown: string) => documentPage(markdown, 'docs/page.md', all);

test('links lead to the pages of other documents, with their anchors', () => {
  expect(page('[all](methods.md#what-is-kept)')).toContain('<a href="methods.html#what-is-kept">all</a>');
  expect(page('[card](../models/builtin/README.md)')).toContain('<a href="../models/builtin/README.html">card</a>');
  expect(page('[paper](https://arxiv.org/abs/2301.05499)')).toContain('href="https://arxiv.org/abs/2301.05499"');
});

test('what the build does not hold is named and not linked', () => {
  const html = page('as [`in the code`](../src/engine/engine.ts) says');
  expect(html).toContain('<code>in the code</code> says');
  expect(html).not.toContain('<a ');
});

test('headings can be linked to, and wide tables scroll inside themselves', () => {
  const html = page('# The page\n\n## Copies, under a policy\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n');
  expect(html).toContain('<title>The page</title>');
  expect(html).toContain('<h2 id="copies-under-a-policy">');
  expect(html).toContain('<div class="wide"><table>');
});
