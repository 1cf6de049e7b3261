/** One mover in one space, as docs/alignment-movers.json has it. */
export interface MoverRow {
  readonly title: string;
  readonly space: 'embedding' | 'features';
  readonly own: number;
  readonly others: number;
  readonly right: number;
  readonly judged: number;
  readonly apart: number;
}

const heading = '## Offsets, transforms and text side by side';

/** The page about alignment with this section at its end, in place of a former one. */
export function withMoversSection(page: string, streets: number, rows: readonly MoverRow[]): string {
  const [before = ''] = page.split(`\n${heading}`);
  return `${before.trimEnd()}

${heading}

\`npm run photometric-movers\` measures this, and \`npm run align\` with it. All are compared with where real weather moves the same ${streets} streets of the split \`val\`, prompt by prompt; none of these streets is in the dictionary of transforms. Transforms are drawn as in a training, one for each street and prompt, at a strength by the law ([photometrics.md](photometrics.md)). In the embedding a vector is the mean of unit(z changed) − unit(z), and of z̄ − z for offsets. In V_a it is the mean over streets and positions, and the pooled offset itself. *Apart*: after both sides lost what all prompts share. L_opt asks of offsets to be right in the embedding alone; a detector sees them in V_a.

| moved by | space | own weather | other weathers | rows right | apart: own |
| --- | --- | --- | --- | --- | --- |
${rows
  .map(
    ({ title, space, own, others, right, judged, apart }) =>
      `| ${title} | ${space === 'embedding' ? 'embedding' : 'V_a'} | ${own.toFixed(2)} | ${others.toFixed(2)} | ${right} of ${judged} | ${apart.toFixed(2)} |`,
  )
  .join('\n')}
`;
}
