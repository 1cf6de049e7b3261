import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotate, minimumVisibility } from './annotate';
import { atmosphereOf } from './atmosphere';
import { renderScene } from './index';
import { placeRoadUsers } from './placement';
import { Random } from './scene-random';
import { Raster } from './raster';
import { Stage } from './stage';
import { emptyStreet } from './street';
import { drawStreetLife } from './street-life';
import { timesOfDay, weathers } from './types';

const side = 64;
const seeds = fc.integer({ min: 0, max: 0xffffffff });
const day = { time: 'day', weather: 'clear' } as const;

function street(seed: number) {
  const empty = emptyStreet(seed, side, side);
  return { ...empty, users: placeRoadUsers(empty, seed, side, side) };
}

function stageOf(seed: number) {
  const { camera, sunSide } = street(seed);
  return new Stage(new Raster(side, side), camera, atmosphereOf(day, 0.5, sunSide, new Random(seed, 7)));
}

test('a box encloses the seen pixels of its object and no more, and visibility is their share', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { users, ...empty } = street(seed);
      const stage = stageOf(seed);
      const ownPixels = drawStreetLife(stage, { ...empty, users });
      const objects = annotate(stage.raster, users, ownPixels);
      const expected = users.flatMap((user, index) => {
        const pixels = [...stage.raster.id.keys()].filter((i) => stage.raster.id[i] === index + 1);
        const xs = pixels.map((i) => i % side);
        const ys = pixels.map((i) => Math.floor(i / side));
        const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1];
        return [{ class: user.body.class, box, visibility: pixels.length / ownPixels[index + 1]! }];
      });
      for (const { class: name, box, visibility } of objects) {
        expect(expected).toContainEqual({ class: name, box: [...box], visibility });
        expect(visibility).toBeGreaterThanOrEqual(minimumVisibility);
        expect(visibility).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 25, seed: 1 },
  );
});

test('what is nearer hides what is farther, in whichever order the street lists them', () => {
  fc.assert(
    fc.property(seeds, fc.boolean(), (seed, swapped) => {
      const { users, ...empty } = street(seed);
      const [user] = users;
      if (user === undefined) return;
      const at = (z: number) => ({ ...user, pose: { ...user.pose, x: 0, z } });
      const [near, far] = swapped ? [2, 1] : [1, 2];
      const stage = stageOf(seed);
      const own = drawStreetLife(stage, { ...empty, props: [], users: swapped ? [at(12), at(10)] : [at(10), at(12)] });
      expect(own[near]).toBeGreaterThan(0);
      expect(stage.raster.count(near)).toBe(own[near]);
      expect(stage.raster.count(far)).toBeLessThan(own[far]!);
    }),
    { numRuns: 40, seed: 1 },
  );
});

test('of each street, the eighteen conditions show the same objects, and night is darker than day', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { objects } = renderScene(seed, day, { width: side, height: side });
      for (const weather of weathers) {
        const brightness = timesOfDay.map((time) => {
          const scene = renderScene(seed, { time, weather }, { width: side, height: side });
          expect(scene.objects).toEqual(objects);
          return scene.image.data.reduce((sum, value) => sum + value, 0);
        });
        expect(brightness[timesOfDay.indexOf('night')]).toBeLessThan(brightness[timesOfDay.indexOf('day')]!);
      }
    }),
    { numRuns: 2, seed: 1 },
  );
});
