// `npm run bench-photometrics`: milliseconds of changes of one image, on one thread of this machine: a photometric transform with all its operations on, fog,
// a night with all its steps, and RandConv with each kernel.
import { cpus } from 'node:os';
import { type ImageChange, changeImage } from '../../src/augmentation/methods/image-change';
import { resizeAntialiased } from '../../src/clip/image/pillow-resize';
import { Random } from '../../src/math/random';
import { quantile } from '../../src/math/statistics';
import { transformOf } from '../../src/photometrics/parameters';
import { renderScene } from '../../src/scenes';

const runs = 20;

const everything = transformOf({
  exposure: 0.5,
  redGain: 1.2,
  blueGain: 0.8,
  gamma: 1.3,
  contrast: 0.7,
  saturation: 0.6,
  airDensity: 1,
  airLight: 0.7,
  blur: 1.5,
  noise: 0.05,
});

const half = [{ rows: [0.1, 0.9], columns: [0.2, 0.7] }] as const;

const random = new Random(1);

function convolution(side: number): ImageChange {
  const weights = Array.from({ length: 9 * side * side }, () => random.normal() / Math.sqrt(3 * side * side));
  return { kind: 'convolution', convolution: { side, weights, share: 0.5 } };
}

/** What is measured, from the seed of a run. */
const changes: Readonly<Record<string, (seed: number) => ImageChange>> = {
  photometric: (seed) => ({
    kind: 'transform',
    transform: { kind: 'photometric', parameters: everything },
    strength: 1,
    seed,
  }),
  fog: () => ({ kind: 'weather', weather: { kind: 'fog', density: 0.1 } }),
  night: (seed) => ({
    kind: 'weather',
    weather: {
      kind: 'night',
      steps: [
        { kind: 'blur', deviation: 1.5 },
        { kind: 'gamma', amount: 2, kept: half },
        { kind: 'brightness', amount: 0.5, kept: half },
        { kind: 'contrast', amount: 0.5, kept: half },
        { kind: 'restore', kept: half },
        { kind: 'glare', deviation: 60, centre: [0.4, 0.6] },
        { kind: 'glare', deviation: 20, centre: [0.5, 0.2] },
        { kind: 'noise', deviation: 20, seed },
      ],
    },
  }),
  'RandConv 1': () => convolution(1),
  'RandConv 3': () => convolution(3),
  'RandConv 5': () => convolution(5),
  'RandConv 7': () => convolution(7),
};

const scene = renderScene(1, { time: 'day', weather: 'clear' }).image;

const milliseconds = [256, 600].flatMap((height) => {
  const width = height === 256 ? 256 : 1067;
  const image = resizeAntialiased(scene, width, height, 'bilinear');
  return Object.entries(changes).map(([name, change]) => {
    // The first runs compile.
    const times = Array.from({ length: 2 * runs }, (_, seed) => {
      const wanted = change(seed);
      const [started, used] = [performance.now(), process.cpuUsage()];
      changeImage(image, wanted);
      return { passed: performance.now() - started, processor: process.cpuUsage(used).user / 1000 };
    }).slice(runs);
    const median = (of: (time: (typeof times)[number]) => number) => Number(quantile(times.map(of), 0.5).toFixed(2));
    return {
      change: name,
      size: `${height}×${width}`,
      median: median(({ passed }) => passed),
      least: Number(Math.min(...times.map(({ passed }) => passed)).toFixed(2)),
      /** Of the processor: what other work on the machine slows less. */
      processor: median(({ processor }) => processor),
    };
  });
});

console.log(JSON.stringify({ cpu: cpus()[0]?.model, runs, milliseconds }, null, 1));
