import { basename } from 'node:path';
import { cpus, loadavg } from 'node:os';
import { detectorOf, openDetector } from '../headless/detector';
import { inPage, listen } from '../headless/in-page';
import { prepare } from '../headless/model';
import { openPage } from '../page';
import { processorSeconds, watchMemory } from '../zero-shot/child-processes';

const image = { width: 1000, height: 750 } as const;
const maxProposals = 100;

interface DetectionTime {
  readonly seconds: number;
  /** Of all threads of the browser. */
  readonly processorSeconds: number;
}

/** What a detector's file costs on wasm. */
export interface DetectorCost {
  readonly cpu: string | undefined;
  readonly cores: number;
  /** Of the last minute, after. */
  readonly load: number | undefined;
  readonly detector: string;
  readonly image: typeof image;
  readonly maxProposals: number;
  /** The first makes kernels and buffers that the next one finds. */
  readonly first: DetectionTime;
  readonly again: DetectionTime;
  /** Of the whole browser, at most. */
  readonly peakBytes: number;
}

/**
 * Seconds and memory of a detector's file in the page, beside the built-in model, on wasm. For RegionCLIP's with RN50 and random weights, which are as slow as
 * the real ones: `python3 src/detector/regionclip/goldens/regionclip.py --full F` makes the file.
 */
export async function detectorCost(file: string): Promise<DetectorCost> {
  const choice = detectorOf(file, '.', '--detector', 'bad-arguments');
  const memory = watchMemory();
  const { page, close } = await openPage({});
  try {
    await listen(page);
    const { model } = await prepare(page, 'wasm');
    const { info } = await openDetector(page, model, choice, {});
    const timed = async (): Promise<DetectionTime> => {
      const before = processorSeconds();
      const seconds = await inPage(page, detectOnce, { detector: info.name, maxProposals, ...image });
      return { seconds, processorSeconds: processorSeconds() - before };
    };
    const [first, again] = [await timed(), await timed()];
    return {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      load: loadavg()[0],
      detector: basename(file),
      image,
      maxProposals,
      first,
      again,
      peakBytes: memory.most(),
    };
  } finally {
    memory.end();
    await close();
  }
}

/** Seconds of one detection. A closed function: it runs in the page. */
async function detectOnce({
  detector,
  maxProposals: most,
  width,
  height,
}: {
  readonly detector: string;
  readonly maxProposals: number;
  readonly width: number;
  readonly height: number;
}): Promise<number> {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * at + 7 * at) % 251);
  const started = performance.now();
  await playgroundEngine.detect({ width, height, data }, { detector, featureOffset: null, maxProposals: most });
  return (performance.now() - started) / 1000;
}
