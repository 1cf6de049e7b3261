import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { HeadlessError } from './error';

/**
 * Reads a JSON configuration; every key is known and of its type.
 * @throws HeadlessError `bad-config`, the key named
 */
export async function readConfig<Schema extends v.GenericSchema>(
  file: string | undefined,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  if (file === undefined) throw new HeadlessError('bad-arguments', 'This command needs --config FILE.');
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new HeadlessError(
      'bad-config',
      `Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`,
      'Give a JSON file.',
    );
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new HeadlessError(
    'bad-config',
    `${file}: ${v.getDotPath(issue) ?? 'document'}: ${issue.message}`,
    'Correct this key; models/pretrain/detectors/ has an example of each kind.',
  );
}

/** @throws HeadlessError without `--out` */
export function outOf(out: string | undefined): string {
  if (out === undefined) throw new HeadlessError('bad-arguments', 'This command needs --out DIR.');
  return resolve(out);
}
