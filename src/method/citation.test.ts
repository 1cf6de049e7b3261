import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { bibtex, paper } from './citation';

interface Citation {
  readonly title: string;
  readonly authors: readonly { readonly 'family-names': string; readonly 'given-names': string }[];
  readonly 'collection-title': string;
  readonly year: number;
  readonly url: string;
}

test('the page cites the paper as CITATION.cff does', () => {
  const file = parse(readFileSync('CITATION.cff', 'utf8')) as { readonly 'preferred-citation': Citation };
  const cited = file['preferred-citation'];
  expect(paper).toMatchObject({ title: cited.title, year: cited.year, address: cited.url });
  const authors = cited.authors.map((author) => `${author['family-names']}, ${author['given-names']}`).join(' and ');
  expect(bibtex).toContain(`author    = {${authors}}`);
  expect(bibtex).toContain(`booktitle = {${cited['collection-title']}}`);
  expect(bibtex.replaceAll(/[{}]/gu, '')).toContain(`title     = ${cited.title}`);
});
