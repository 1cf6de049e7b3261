import { knowledge } from '../../src/method/knowledge';
import type { BenchmarkResults, BenchmarkRow } from '../../src/runs/records/benchmark-results';
import { markdownTable } from '../markdown-table';
import { conditionSection, corruptionSection } from './further-sections';
import { mainSection } from './main-section';
import { pairSection } from './pair-section';
import { protocolSection } from './protocol-section';
import { knowledgeText } from './texts';

/** The whole text of docs/results.md. */
export function resultsMarkdown(results: BenchmarkResults): string {
  const { protocol, rows, pairs } = results;
  const trained = rows.filter(({ runs }) => runs.length > 0);
  return `${[
    '# The table on the built-in benchmark',
    '`npm run table` writes this file from the runs in `docs/table`; nothing here is written by hand. The paper’s own ablation at 500 steps stands in [ablation.md](ablation.md).',
    `**${results.conclusion}**`,
    ...(protocol === null ? [] : mainSection(trained)),
    missingText(rows),
    ...(protocol === null
      ? []
      : [...pairSection(rows, pairs), ...conditionSection(trained), ...corruptionSection(trained)]),
    '## Limits',
    results.limits.map((limit) => `- ${limit}`).join('\n'),
    ...(protocol === null ? [] : protocolSection(protocol)),
    '## What the rows do',
    markdownTable(
      ['', 'what happens to a training image', 'what it knows', 'seeds wanted'],
      rows.map(({ title, does, knows, wantedSeeds }) => [title, does, knowledgeText(knows), String(wantedSeeds)]),
    ),
    Object.values(knowledge)
      .map(({ label, meaning }) => `- *${label}*: ${meaning}`)
      .join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function missingText(rows: readonly BenchmarkRow[]): string {
  const missing = rows.flatMap(({ title, runs, wantedSeeds }) =>
    runs.length < wantedSeeds ? [`${title}: ${runs.length} of ${wantedSeeds} seeds`] : [],
  );
  return missing.length === 0 ? '' : `Still to be trained: ${missing.join('; ')}.`;
}
