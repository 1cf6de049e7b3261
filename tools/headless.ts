// `npm run -s headless -- <command> [options]`: the page's own engine without anyone watching (docs/headless.md). One JSON document on standard output.
import { wellFormedJson } from '../src/formats/text/well-formed-json';
import { runHeadless } from './headless/run';

const { exitCode, document } = await runHeadless(process.argv.slice(2));
process.stdout.write(`${wellFormedJson(document)}\n`);
process.exitCode = exitCode;
