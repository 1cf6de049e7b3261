// `npm run bench-photometrics`: milliseconds of one photometric transform with all its operations on, on one thread of this machine.
import { cpus } from 'node:os';
import { quantile } from '../../src/math/statistics';
import { applyTransform } from '../../src/photometrics/apply-transform';
import { transformOf } from '../../src/photometrics/parameters';
import { renderScene } from '../../src/scenes';
import { resizeAntialiased } from '../../src/clip/image/pillow-resize';

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

const scene = renderScene(1, { time: 'day', weather: 'clear' }).image;

const milliseconds = [256, 600].map((height) => {
  const width = height === 256 ? 256 : 1067;
  const image = resizeAntialiased(scene, width, height, 'bilinear');
  // The first runs compile.
  const times = Array.from({ length: 2 * runs }, (_, seed) => {
    const started = performance.now();
    applyTransform(image, everything, seed);
    return performance.now() - started;
  }).slice(runs);
  return {
    size: `${height}×${width}`,
    median: Number(quantile(times, 0.5).toFixed(2)),
    least: Number(Math.min(...times).toFixed(2)),
  };
});

console.log(JSON.stringify({ cpu: cpus()[0]?.model, runs, milliseconds }, null, 1));
