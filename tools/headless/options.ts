import { CodedError } from '../../src/errors/coded-error';
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Every option of every command: a text, a list of texts where it may be given again, or a switch. */
const kinds = {
  text: 'list',
  image: 'list',
  config: 'text',
  detector: 'text',
  classes: 'text',
  offsets: 'text',
  prompt: 'text',
  prompts: 'text',
  proposals: 'text',
  dataset: 'list',
  part: 'list',
  policy: 'text',
  copies: 'text',
  probability: 'text',
  originals: 'switch',
  'other-parts': 'switch',
  format: 'text',
  split: 'text',
  count: 'text',
  model: 'text',
  'repair-gelu': 'switch',
  backend: 'text',
  seed: 'text',
  out: 'text',
  chrome: 'text',
  'single-thread': 'switch',
} as const;

type Kinds = typeof kinds;
export type OptionName = keyof Kinds;

/** Options as the command line gave them. */
export type Options = {
  readonly [Name in OptionName]?: Kinds[Name] extends 'list'
    ? readonly string[]
    : Kinds[Name] extends 'switch'
      ? boolean
      : string;
};

/** What every command that opens the page understands. */
export const commonOptions = [
  'model',
  'repair-gelu',
  'backend',
  'seed',
  'out',
  'chrome',
  'single-thread',
] as const satisfies readonly OptionName[];

/** A command line, in its parts. */
export interface CommandLine {
  readonly command: string | undefined;
  readonly operands: readonly string[];
  readonly options: Options;
}

/** @throws CodedError `bad-arguments` for unknown options, missing values and options given twice */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const options: ParseArgsConfig['options'] = {};
  for (const [name, kind] of Object.entries(kinds))
    options[name] = { type: kind === 'switch' ? 'boolean' : 'string', multiple: true };
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const found = new Map<OptionName, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { rawName, value, inlineValue } = token;
    const name = known(token.name, rawName);
    const isSwitch = kinds[name] === 'switch';
    if (isSwitch && value !== undefined) throw bad(`${rawName} is a switch and takes no value.`, `Write ${rawName}.`);
    // A forgotten value would swallow the next option.
    if (!isSwitch && (value === undefined || (!inlineValue && value.startsWith('--'))))
      throw bad(
        `${rawName} needs a value.`,
        `Write ${rawName} VALUE; for one that begins with two dashes, ${rawName}=VALUE.`,
      );
    const values = found.get(name) ?? [];
    if (kinds[name] !== 'list' && values.length > 0) throw bad(`${rawName} is given twice.`, 'Give it once.');
    found.set(name, [...values, value ?? '']);
  }
  const given = [...found].map(([name, values]) => [
    name,
    kinds[name] === 'list' ? values : kinds[name] === 'switch' ? true : values[0],
  ]);
  const [command, ...operands] = positionals;
  return { command, operands, options: Object.fromEntries(given) as Options };
}

/** @throws CodedError `bad-arguments` for an option that belongs to another command, or a stray word */
export function checkOptions(
  { options, operands }: CommandLine,
  command: string,
  allowed: { readonly options: readonly OptionName[]; readonly operands: string | null },
): void {
  const stray = (Object.keys(options) as OptionName[]).find((name) => !allowed.options.includes(name));
  const list = `Options of ${command}: ${allowed.options.map((name) => `--${name}`).join(', ')}.`;
  if (stray !== undefined) throw bad(`--${stray} is no option of ${command}.`, list);
  if (allowed.operands === null && operands.length > 0)
    throw bad(`${command} takes no ${JSON.stringify(operands[0])}.`, list);
  if (allowed.operands !== null && operands.length === 0)
    throw bad(`${command} needs ${allowed.operands}.`, `Write ${command} ${allowed.operands}.`);
}

/** A whole number behind an option. @throws CodedError `bad-arguments` */
export function wholeOption(name: OptionName, value: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const number = /^\d{1,16}$/u.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  throw bad(`--${name} must be a whole number ${range}, not ${JSON.stringify(value)}.`, 'Correct the value.');
}

/** One of some words behind an option. @throws CodedError `bad-arguments` */
export function wordOption<Word extends string>(name: OptionName, value: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw bad(`--${name} must be one of ${words.join(', ')}, not ${JSON.stringify(value)}.`, 'Correct the value.');
}

/** Names between commas, each once. @throws CodedError `bad-arguments` where there is none */
export function namesOption(name: OptionName, value: string): readonly string[] {
  const names = [...new Set(value.split(',').map((part) => part.trim()))].filter((part) => part !== '');
  if (names.length > 0) return names;
  throw bad(`--${name} names nothing.`, `Write names between commas, as in --${name} car,person.`);
}

function known(name: string, rawName: string): OptionName {
  if (Object.hasOwn(kinds, name)) return name as OptionName;
  throw bad(
    `There is no option ${rawName}.`,
    `Options: ${Object.keys(kinds)
      .map((one) => `--${one}`)
      .join(', ')}.`,
  );
}

function bad(message: string, hint: string): CodedError {
  return new CodedError('bad-arguments', message, hint);
}
