// `npm run align`: how well offsets that were learned from text point where the weather really goes, under several settings; writes docs/alignment.md, with photometric transforms beside them. Then the same for what the rows of the table add; writes docs/alignment.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chanceCosine } from '../src/math/alignment';
import type { OffsetShape } from '../src/method/offset-shape';
import type { ProtocolName } from '../src/method/protocol';
import { conditionName } from '../src/scenes';
import { conditionOfPrompt } from '../src/scenes/condition-of-prompt';
import { learn } from './align/learn';
import { alignMethods } from './align/methods';
import { settingLine, settingRow } from './align/setting-row';
import { root } from './install.mjs';
import { measureInNode } from './photometrics/measure-in-node';
import { buildWhenStale } from './page';

/** Streets in source and target weather; none of them was seen in optimisation. */
const scenes = 60;

interface Setting {
  readonly iterations: number;
  readonly protocol?: ProtocolName;
  readonly offsetShape?: OffsetShape;
  readonly l1Weight?: number;
  readonly cropsPerStep?: number;
  readonly cropSize?: number;
  readonly learningRate?: number;
}

/** What the shipped offsets were made with, and one change at a time. */
const settings: Readonly<Record<string, Setting>> = {
  '10 iterations': { iterations: 10 },
  '20 iterations': { iterations: 20 },
  '40 iterations (shipped)': { iterations: 40 },
  '80 iterations': { iterations: 80 },
  '160 iterations': { iterations: 160 },
  'pooled, 10 iterations': { iterations: 10, offsetShape: 'pooled' },
  'pooled, 40 iterations': { iterations: 40, offsetShape: 'pooled' },
  'without l1': { iterations: 40, l1Weight: 0 },
  'l1 × 10': { iterations: 40, l1Weight: 10 },
  'l1 × 100': { iterations: 40, l1Weight: 100 },
  '4 crops a step': { iterations: 40, cropsPerStep: 4 },
  '64 crops a step': { iterations: 40, cropsPerStep: 64 },
  'whole scenes as crops': { iterations: 40, cropSize: 256 },
  'crops of the model’s own size': { iterations: 40, cropSize: 96 },
  'a third of the rate, 120 iterations': { iterations: 120, learningRate: 0.0033 },
  'protocol paper': { iterations: 40, protocol: 'paper' },
  'protocol code-batchnorm': { iterations: 40, protocol: 'code-batchnorm' },
};

await buildWhenStale();
const base = JSON.parse(readFileSync(join(root, 'models/pretrain/detectors/offsets.json'), 'utf8')) as {
  readonly targetPrompts: readonly string[];
};
const conditions = base.targetPrompts.map((prompt) => {
  const condition = conditionOfPrompt(prompt);
  if (condition === null) throw new Error(`"${prompt}" names no condition of the scenes.`);
  return conditionName(condition);
});
const { pooled: truth } = await learn('shifts', 'shifts', { conditions, scenes, split: 'val' });
const lines: string[] = [];
for (const [title, setting] of Object.entries(settings)) {
  const { pooled: learned } = await learn('optimize', title, { ...base, ...setting });
  const row = settingRow(learned, truth);
  lines.push(settingLine(title, row));
  console.error(`${title}: mean ${row.own.toFixed(3)}, ${row.right} of ${row.judged} right`);
}
const channels = truth[0]!.length;
writeFileSync(
  join(root, 'docs/alignment.md'),
  `# Do offsets learned from text point where the weather goes?

\`npm run align\` measures this and writes this file.

For each of the paper's fifteen weather prompts: the cosine between the pooled offset, learned from text and daytime-clear crops alone, and the true mean shift of V_a's features between ${scenes} streets of the split \`val\` in that weather and the same streets on a clear day. *Own weather* is the mean of those fifteen cosines, *other weathers* the mean of all other cells of the 15 × 15 matrix; a row is right where its own weather is its largest cell, and the margin is the distance to the largest other. Two random directions in ${channels} dimensions stay below ${chanceCosine(channels).toFixed(2)} in 95 of 100 cases. All true shifts share most of their direction, so the three columns *apart* compare what tells them apart: the mean of all fifteen is taken off both sides first. Length: of the pooled offset, over that of the true shift. [alignment-why.md](alignment-why.md) says what any setting could reach. Base: protocol \`code\`, 16 crops a step, Adam at 0.01; one change at a time.

| setting | own weather | other weathers | rows right | mean margin | least margin | apart: own | right | margin | length |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`,
);
await measureInNode('movers');
await alignMethods(scenes);
