// `npm run -s headless -- <command> [options]`: the page's own engine without anyone watching. One JSON document on standard output.
import { parseArgs } from 'node:util';
import { commands, type CommandName } from './headless/commands';
import { HeadlessError } from './headless/error';
import { openPage } from './page';

const options = {
  text: { type: 'string', multiple: true },
  image: { type: 'string', multiple: true },
  config: { type: 'string' },
  out: { type: 'string' },
  detector: { type: 'string' },
  dataset: { type: 'string', multiple: true },
  split: { type: 'string' },
  count: { type: 'string' },
  backend: { type: 'string' },
  chrome: { type: 'string' },
  'single-thread': { type: 'boolean' },
} as const;

function parse() {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new HeadlessError('bad-arguments', error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<unknown> {
  const { positionals, values } = parse();
  const [name] = positionals;
  if (name === undefined || !(name in commands)) {
    throw new HeadlessError(
      'bad-arguments',
      `Unknown command ${name ?? '(none)'}. Commands: ${Object.keys(commands).join(', ')}.`,
    );
  }
  const work = await commands[name as CommandName](values);
  const opened = await openPage({ chrome: values.chrome, isolated: values['single-thread'] !== true });
  try {
    return await work(opened.page);
  } finally {
    await opened.close();
  }
}

try {
  process.stdout.write(`${JSON.stringify(await main())}\n`);
} catch (error) {
  const known = HeadlessError.from(error);
  process.stdout.write(
    `${JSON.stringify({ error: { code: known.code, message: known.message, hint: known.hint } })}\n`,
  );
  process.exitCode = known.badInput ? 2 : 1;
}
