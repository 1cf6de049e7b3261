import { CodedError } from '../../src/errors/coded-error';
import { wellFormedJson } from '../../src/formats/text/well-formed-json';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './command';
import { firstLine } from './error';
import { flatten, mergedCsv, type MergedTable, tableOf } from './merged-table';
import { makeFolder, outOf, writeWhole } from './out';

/** What makes a folder a result: the document of a run, of an evaluation, or both. */
const runFile = 'run.json';
const evaluationFile = 'evaluation.json';

/** Merges folders of results, each a row, into one table; with `--out`, `merged.csv` and `merged.json` are written there. */
export const merge: Command = {
  options: ['out'],
  operands: 'DIR...',
  resultFile: null,
  prepare: async ({ out }, folders) => {
    const into = out === undefined ? null : outOf(out, 'merge');
    const found = folders.flatMap(resultFolders);
    const table = tableOf([...new Set(found)].map(rowOf));
    if (into !== null) write(into, table);
    return { kind: 'done', document: into === null ? table : { ...table, out: into } };
  },
};

function write(out: string, table: MergedTable): void {
  makeFolder(out);
  writeWhole(out, 'merged.csv', mergedCsv(table));
  writeWhole(out, 'merged.json', `${wellFormedJson(table, 1)}\n`);
}

/** The folder itself, or all results under it. @throws CodedError where there are none */
function resultFolders(folder: string): readonly string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new CodedError('bad-arguments', `There is no folder ${folder}.`, 'Name folders that commands wrote.');
  const found = resultsIn(folder);
  if (found.length > 0) return found;
  throw new CodedError(
    'bad-arguments',
    `There is no ${runFile} and no ${evaluationFile} in ${folder}.`,
    'Name folders that commands wrote; one whose run is not finished has none yet.',
  );
}

function resultsIn(folder: string): readonly string[] {
  if ([runFile, evaluationFile].some((name) => existsSync(join(folder, name)))) return [folder];
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return inner
    .map(({ name }) => join(folder, name))
    .toSorted()
    .flatMap(resultsIn);
}

function rowOf(folder: string) {
  const run = documentAt(join(folder, runFile));
  const evaluation = documentAt(join(folder, evaluationFile));
  if (run === null) return flatten({ folder, ...evaluation });
  // The names of all source images are no setting.
  return flatten({ folder, ...run, images: undefined, ...(evaluation === null ? {} : { evaluation }) });
}

function documentAt(file: string): object | null {
  if (!existsSync(file)) return null;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CodedError('bad-arguments', `${file} is no JSON: ${firstLine(error)}.`, 'Run its command again.');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new CodedError('bad-arguments', `${file} holds no result.`, 'Run its command again.');
}
