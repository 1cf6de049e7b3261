// `npm run bench`: what the README states about speed, measured on this machine, in one run; `-- --training`: a whole training in the page instead.
import { cpus } from 'node:os';
import { measure } from './bench/speeds';
import { wholeTraining } from './bench/whole-training';
import { listen } from './headless/in-page';
import { prepare } from './headless/model';
import { openPage } from './page';

async function measured(): Promise<object> {
  const { page, close } = await openPage({});
  try {
    await listen(page);
    return await measure(page, await prepare(page, 'wasm'));
  } finally {
    await close();
  }
}

const training = async () => ({ cpu: cpus()[0]?.model, cores: cpus().length, ...(await wholeTraining()) });
console.log(JSON.stringify(await (process.argv.includes('--training') ? training() : measured()), null, 1));
