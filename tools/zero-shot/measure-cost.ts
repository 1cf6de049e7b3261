import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { madeProposalNetwork } from '../../src/detector/proposal-network/made-network';
import { openDetector } from '../headless/detector';
import { inPage } from '../headless/in-page';
import { prepare } from '../headless/model';
import { root } from '../install.mjs';
import { openPage } from '../page';
import { processorSeconds, watchMemory } from './child-processes';
import { randomRn50 } from './random-rn50';
import type { ZeroShotResults } from './results';

const image = { width: 1000, height: 750 } as const;
const proposals = 100;

/** Seconds and memory of CLIP alone with RN50's size on wasm, in the page: random weights, and a network that proposes given boxes. */
export async function measureCost(): Promise<ZeroShotResults['cost']> {
  const folder = join(root, '.cache/zero-shot/cost');
  mkdirSync(folder, { recursive: true });
  const [model, network] = [join(folder, 'rn50.safetensors'), join(folder, 'made.onnx')];
  writeFileSync(model, randomRn50());
  writeFileSync(network, hundredBoxes());
  const memory = watchMemory();
  const { page, close } = await openPage({});
  try {
    const files = [{ path: 'rn50.safetensors', file: model }];
    const { backend, model: info } = await prepare(page, 'wasm', { kind: 'files', files, repairGelu: false });
    const given = { classes: ['car', 'person', 'bus'], proposals: { path: 'made.onnx', file: network } };
    const detector = await openDetector(page, info, { kind: 'default' }, given);
    const timed = async () => {
      const before = processorSeconds();
      const seconds = await inPage(page, detectOnce, { name: detector.info.name, regions: proposals, ...image });
      return { seconds, processorSeconds: processorSeconds() - before };
    };
    const [first, again] = [await timed(), await timed()];
    return {
      processor: cpus()[0]!.model,
      cores: cpus().length,
      threads: backend.threads,
      image,
      proposals,
      secondLooks: detector.info.zeroShot!.regions,
      first,
      again,
      load: loadavg()[0]!,
      peakBytes: memory.most(),
    };
  } finally {
    memory.end();
    await close();
    rmSync(folder, { recursive: true });
  }
}

/** Boxes in rows and columns, none of which covers another, each an object beyond doubt. */
function hundredBoxes(): Uint8Array {
  const cells = Array.from({ length: proposals }, (_, at) => [at % 10, Math.floor(at / 10)] as const);
  return madeProposalNetwork({
    logits: cells.map(() => [5, -5]),
    boxes: cells.map(([x, y]) => [(x + 0.5) / 10, (y + 0.5) / 10, 0.09, 0.09]),
  });
}

interface DetectionOrder {
  readonly name: string;
  readonly regions: number;
  readonly width: number;
  readonly height: number;
}

/** Seconds of one detection. A closed function: it runs in the page. */
async function detectOnce({ name, regions, width, height }: DetectionOrder): Promise<number> {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * at + 7 * at) % 251);
  const started = performance.now();
  const { proposedAs } = await playgroundEngine.detect(
    { width, height, data },
    { detector: name, featureOffset: null },
  );
  if (proposedAs?.length !== regions) throw new Error(`${proposedAs?.length} regions were scored`);
  return (performance.now() - started) / 1000;
}
