import { CodedError } from '../../../src/errors/coded-error';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { nestsAtMost } from '../../../src/runs/records/schema-parts';
import { documentedHint, firstLine } from '../error';

/** A configuration as its file has it, not yet checked. */
export interface ConfigFile {
  /** As it was named. */
  readonly file: string;
  readonly value: unknown;
  /** Where the paths in it begin. */
  readonly folder: string;
}

/** Configurations are written by hand; this is a file of something else. */
const mostBytes = 10_000_000;
/** Configurations nest a few levels; whatever walks over deeper ones would run out of stack. */
const deepest = 20;

/**
 * Reads a YAML or JSON file.
 * @throws CodedError `bad-arguments` where none is named, `bad-config` where it cannot be read
 */
export function readConfigFile(file: string | undefined, command: string): ConfigFile {
  if (file === undefined) throw new CodedError('bad-arguments', `${command} needs --config FILE.`, documentedHint);
  if (!existsSync(file) || !statSync(file).isFile())
    throw new CodedError('bad-config', `There is no configuration ${file}.`, 'Correct the path behind --config.');
  if (statSync(file).size > mostBytes)
    throw new CodedError('bad-config', `${file} has more than ${mostBytes / 1e6} MB.`, 'Name a configuration.');
  const text = readFileSync(file, 'utf8');
  const value = parsed(file, text);
  if (!nestsAtMost(value, deepest)) throw tooDeep(file);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { file, value, folder: dirname(resolve(file)) };
  throw new CodedError('bad-config', `${file} holds no keys with values.`, 'Write key: value lines, or a JSON object.');
}

function tooDeep(file: string): CodedError {
  return new CodedError('bad-config', `${file} is nested deeper than ${deepest} levels.`, 'Correct the file.');
}

function parsed(file: string, text: string): unknown {
  const isJson = /\.json$/iu.test(file);
  try {
    // Few aliases, so that none can expand without end.
    return isJson ? JSON.parse(text) : parse(text, { maxAliasCount: 20 });
  } catch (error) {
    const reason = firstLine(error).replace(/:$/u, '');
    // The parser passes on what the engine says when its stack is full.
    if (error instanceof RangeError || reason.includes('call stack')) throw tooDeep(file);
    throw new CodedError('bad-config', `${file} is no ${isJson ? 'JSON' : 'YAML'}: ${reason}.`, 'Correct the file.');
  }
}

/**
 * Checks a configuration: every key is known, every value allowed.
 * @throws CodedError `bad-config`, which names the key and what it allows
 */
export function checkConfig<Schema extends ConfigSchema>(
  { file, value }: ConfigFile,
  schema: Schema,
): v.InferOutput<Schema> {
  const checked = v.safeParse(schema, value);
  if (checked.success) return checked.output;
  const [issue] = checked.issues;
  const key = keyOf(issue);
  if (issue.type === 'strict_object') throw objectError(file, key, issue, schema);
  const input = JSON.stringify(issue.input) ?? 'nothing';
  const shown = input.length > 60 ? `${input.slice(0, 60)}…` : input;
  throw new CodedError('bad-config', `${file}: ${key} must be ${issue.message}, not ${shown}.`, 'Correct this key.');
}

/** A schema of one kind of configuration: its message says what a value must be. */
export type ConfigSchema = v.GenericSchema & { readonly entries: v.ObjectEntries };

type Issue = v.BaseIssue<unknown>;

function objectError(file: string, key: string, issue: Issue, schema: ConfigSchema): CodedError {
  if (issue.expected === 'never') {
    const known = knownKeys(schema, (issue.path ?? []).slice(0, -1));
    const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/gu, '');
    const meant = known.find((name) => plain(name) === plain(key.split('.').at(-1) ?? ''));
    return new CodedError(
      'bad-config',
      `${file}: ${key} is no key of this configuration.`,
      `${meant === undefined ? '' : `Did you mean ${meant}? `}Known keys: ${known.join(', ')}.`,
    );
  }
  if (issue.received === 'undefined')
    return new CodedError('bad-config', `${file}: ${key} is missing.`, documentedHint);
  return new CodedError('bad-config', `${file}: ${key} must be keys with values.`, 'Write key: value pairs.');
}

function keyOf(issue: Issue): string {
  const keys = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return keys.length === 0 ? 'the configuration' : keys.join('').replace(/^\./u, '');
}

/** The keys that stand beside an unknown one. */
function knownKeys(schema: ConfigSchema, path: readonly { readonly key: unknown }[]): readonly string[] {
  let entries: v.ObjectEntries = schema.entries;
  for (const { key } of path) {
    const inner = typeof key === 'string' ? objectIn(entries[key]) : null;
    if (inner !== null) entries = inner;
  }
  return Object.keys(entries);
}

/** The entries of an object behind `optional` and `array`. */
function objectIn(schema: unknown): v.ObjectEntries | null {
  const { entries, wrapped, item } = (schema ?? {}) as {
    readonly entries?: v.ObjectEntries;
    readonly wrapped?: unknown;
    readonly item?: unknown;
  };
  if (entries !== undefined) return entries;
  return wrapped === undefined && item === undefined ? null : objectIn(wrapped ?? item);
}
