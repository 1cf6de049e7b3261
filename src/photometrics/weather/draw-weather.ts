import type { Random } from '../../math/random';
import type { Fog, Night, NightStep, Rectangle, Weather } from './weather';

/** Fog or night, each with probability ½. */
export function drawWeather(random: Random): Weather {
  return random.next() < 0.5 ? drawFog(random) : drawNight(random);
}

/** IA-YOLO's ten densities, 0.05 to 0.14 (Liu et al., AAAI 2022, `core/data_make.py`). */
function drawFog(random: Random): Fog {
  return { kind: 'fog', density: (5 + random.integer(10)) / 100 };
}

/** NightAug (2PCNet, Kennerley et al., CVPR 2023, `night_aug.py`), with its probabilities and ranges. */
function drawNight(random: Random): Night {
  const steps: NightStep[] = [];
  const happens = () => random.next() > 0.5;
  const tone = (kind: 'gamma' | 'brightness' | 'contrast', amount: number) =>
    steps.push({ kind, amount, kept: drawRectangles(random) });
  const factor = () => random.next() * 0.8 + 0.2;
  if (happens()) steps.push({ kind: 'blur', deviation: random.uniform(0.1, 2) });
  const gamma = happens();
  if (gamma) tone('gamma', 1 / factor());
  // One of the two darkens in any case.
  if (happens() || !gamma) tone('brightness', factor());
  if (happens()) tone('contrast', factor());
  steps.push({ kind: 'restore', kept: drawRectangles(random) });
  for (let none = 0.5; random.next() > none; none += 0.1) {
    const deviation = 1 + random.integer(149);
    steps.push({ kind: 'glare', deviation, centre: [random.next(), random.next()] });
  }
  if (happens()) steps.push({ kind: 'noise', deviation: random.integer(50), seed: random.integer(2 ** 32) });
  return { kind: 'night', steps };
}

function drawRectangles(random: Random): readonly Rectangle[] {
  const rectangles: Rectangle[] = [];
  while (random.next() > 0.4)
    rectangles.push({ rows: [random.next(), random.next()], columns: [random.next(), random.next()] });
  return rectangles;
}
