// `npm run bench`: what the README states about speed, measured on this machine, in one run; `-- --training`: a whole training in the page instead; `-- --steps`: training steps by what their images are; `-- --evaluation 10000`: what so many images cost the page's thread; `-- --data-set 10000`: opening so many pictures and scrolling through them; `-- --detector F`: seconds and memory of a detector's file; `-- --keystroke`: from a key to the first changed picture of its prompt.
import { cpus } from 'node:os';
import { dataBrowserTimes } from './bench/data-browser';
import { detectorCost } from './bench/detector-cost';
import { evaluationOnPage } from './bench/evaluation';
import { keystrokeTimes } from './bench/keystroke';
import { measure } from './bench/speeds';
import { trainingSteps } from './bench/training-steps';
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

/** What the first option asks for. */
async function asked(option: string | undefined, value: string | undefined): Promise<object> {
  switch (option) {
    case undefined:
      return measured();
    case '--training':
      return training();
    case '--steps':
      return trainingSteps(value === 'webgpu' ? 'webgpu' : 'wasm');
    case '--evaluation':
      return evaluationOnPage(Number(value ?? 10_000));
    case '--data-set':
      return dataBrowserTimes(Number(value ?? 10_000));
    case '--detector':
      return detectorCost(value ?? '');
    case '--keystroke':
      return keystrokeTimes();
    default:
      throw new Error(
        `There is no option ${option}: take --training, --steps, --evaluation, --data-set, --detector or --keystroke.`,
      );
  }
}

const training = async () => ({ cpu: cpus()[0]?.model, cores: cpus().length, ...(await wholeTraining()) });
console.log(JSON.stringify(await asked(process.argv[2], process.argv[3]), null, 1));
