import { CodedError } from '../../src/errors/coded-error';
import { existsSync } from 'node:fs';
import type { Prepared } from './command';
import { commands } from './commands';
import { checkOptions, parseCommandLine, type Options } from './options';
import { writeResult } from './out';
import { isBadInput, toCodedError } from './error';

/** What a command line came to: one document for standard output. */
export interface Outcome {
  /** 2 for what the caller can set right, 1 for any other failure. */
  readonly exitCode: 0 | 1 | 2;
  readonly document: object;
}

/** Runs one command line; never throws. */
export async function runHeadless(args: readonly string[]): Promise<Outcome> {
  try {
    return { exitCode: 0, document: await run(args) };
  } catch (error) {
    const coded = toCodedError(error);
    const { code, message, hint } = coded;
    return { exitCode: isBadInput(coded) ? 2 : 1, document: { error: { code, message, hint } } };
  }
}

async function run(args: readonly string[]): Promise<object> {
  const line = parseCommandLine(args);
  const { command: name, options, operands } = line;
  const hint = `Commands: ${Object.keys(commands).join(', ')}.`;
  if (name === undefined) throw new CodedError('bad-arguments', 'There is no command.', hint);
  if (!Object.hasOwn(commands, name)) throw new CodedError('bad-arguments', `There is no command ${name}.`, hint);
  const command = commands[name]!;
  checkOptions(line, name, command);
  if (options.chrome !== undefined && !existsSync(options.chrome))
    throw new CodedError('bad-arguments', `--chrome: there is no browser ${options.chrome}.`, 'Correct the path.');
  const document = await finish(await command.prepare(options, operands), options);
  if (command.resultFile !== null && options.out !== undefined) writeResult(options.out, command.resultFile, document);
  return document;
}

async function finish(prepared: Prepared, options: Options): Promise<object> {
  if (prepared.kind === 'done') return prepared.document;
  // Bundler and browser are heavy, and bad input needs neither.
  const { openPage } = await import('../page');
  const { page, close } = await openPage({ chrome: options.chrome, isolated: options['single-thread'] !== true });
  try {
    return await prepared.run(page);
  } finally {
    await close();
  }
}
