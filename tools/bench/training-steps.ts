import type { TrainingConfig } from '../../src/method/training-config';
import { inPage, listen } from '../headless/in-page';
import { prepare } from '../headless/model';
import { openPage } from '../page';
import { plainTraining } from '../plain-training';

/** Seconds of a step of the built-in preset, from CLIP, by what its images are. */
export interface TrainingSteps {
  readonly backend: string;
  readonly threads: number;
  /** Four scenes that are kept after the first step: next to nothing is to be prepared. */
  readonly keptScenes: number;
  /** Every scene is a new one. */
  readonly newScenes: number;
  /** New scenes, of which every step changes the colours. */
  readonly jitteredScenes: number;
  /** A data set of JPEG files of 1280 × 720 pixels. */
  readonly pictures: number;
}

const steps = 12;
const training: TrainingConfig = { ...plainTraining, steps, imagesPerStep: 4 };

/** Trains in a page without views, and takes the median of all steps but the first two. */
export async function trainingSteps(backend: 'wasm' | 'webgpu' = 'wasm'): Promise<TrainingSteps> {
  const { page, close } = await openPage({});
  try {
    await listen(page);
    const ready = await prepare(page, backend);
    const { name, threads } = ready.backend;
    return { backend: name, threads, ...(await inPage(page, measureSteps, training)) };
  } finally {
    await close();
  }
}

/** Runs in the page. */
async function measureSteps(config: TrainingConfig) {
  const pictures = async (count: number) => {
    const files = [{ path: 'set/classes.txt', file: new Blob(['car']) }];
    for (let picture = 0; picture < count; picture++) {
      const canvas = new OffscreenCanvas(1280, 720);
      const context = canvas.getContext('2d')!;
      // Detail all over, so that decoding is as much work as for a photograph.
      for (let patch = 0; patch < 4000; patch++) {
        const at = (patch * 7919 + picture * 104_729) % (1280 * 720);
        context.fillStyle = `hsl(${(patch * 47) % 360} 60% ${20 + (patch % 60)}%)`;
        context.fillRect(at % 1280, Math.floor(at / 1280), 60 - (patch % 50), 40 - (patch % 35));
      }
      files.push(
        {
          path: `set/images/train/${picture}.jpg`,
          file: await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 }),
        },
        { path: `set/labels/train/${picture}.txt`, file: new Blob(['0 0.5 0.5 0.25 0.25']) },
      );
    }
    return playgroundEngine.openDataSet({ kind: 'files', name: 'set', files });
  };
  const median = async (
    title: string,
    scenes: number,
    changed: Partial<TrainingConfig>,
    dataSet?: { readonly id: string; readonly title: string; readonly part: string },
  ) => {
    const seconds: number[] = [];
    await playgroundEngine.train(
      {
        name: title,
        title,
        start: { kind: 'clip' },
        scenes,
        learned: null,
        config: { ...config, ...changed },
        ...(dataSet ? { dataSet } : {}),
      },
      { onSteps: (taken) => seconds.push(...taken.map((step) => step.seconds)) },
    ).result;
    void reportProgress(`${title} measured`);
    const each = seconds.slice(2).map((second, at) => second - seconds[at + 1]!);
    return each.toSorted((a, b) => a - b)[each.length >> 1]!;
  };
  const { id, title, parts } = await pictures(24);
  return {
    keptScenes: await median('kept scenes', 4, {}),
    newScenes: await median('new scenes', 1200, {}),
    jitteredScenes: await median('jittered scenes', 1200, { method: 'jitter', augmentationProbability: 1 }),
    pictures: await median('pictures', 1, {}, { id, title, part: parts[0]!.name }),
  };
}
