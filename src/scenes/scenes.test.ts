import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../math/testing';
import {
  allConditions,
  benchmarkDomains,
  conditionByName,
  conditionName,
  measureRate,
  renderScene,
  sceneClasses,
  sceneHash,
  sceneSeed,
  sceneSplits,
  scenesPerSplit,
  type Condition,
} from './index';
import { goldenHashes } from './golden-hashes';

const clear: Condition = { time: 'day', weather: 'clear' };

/** Mean brightness of six scenes, 0 to 255. */
function mean(condition: Condition): number {
  let sum = 0;
  for (let seed = 0; seed < 6; seed++) {
    const { data } = renderScene(seed, condition).image;
    for (const value of data) sum += value / (6 * data.length);
  }
  return sum;
}

describe('conditions', () => {
  it('name all eighteen conditions once, and find them by name', () => {
    const names = allConditions.map(conditionName);
    expect(new Set(names).size).toBe(18);
    for (const condition of allConditions) expect(conditionByName(conditionName(condition))).toEqual(condition);
  });

  it('prefer the names of the benchmark', () => {
    expect(benchmarkDomains.map(({ condition }) => conditionName(condition))).toEqual([
      'daytime-clear',
      'night-clear',
      'dusk-rainy',
      'night-rainy',
      'daytime-foggy',
    ]);
    expect(conditionName({ time: 'evening', weather: 'snow' })).toBe('evening-snow');
    expect(conditionByName('evening-rain')).toEqual({ time: 'evening', weather: 'rain' });
    expect(conditionByName('noon-hail')).toBeUndefined();
  });
});

describe('splits', () => {
  it('own disjoint seed ranges', () => {
    const ranges = sceneSplits.map((split) => [sceneSeed(split, 0), sceneSeed(split, scenesPerSplit - 1)] as const);
    for (let i = 1; i < ranges.length; i++) expect(ranges[i]?.[0]).toBeGreaterThan(ranges[i - 1]?.[1] ?? Infinity);
  });

  it.each([-1, 0.5, scenesPerSplit, NaN])('refuse index %s', (index) => {
    expect(() => sceneSeed('val', index)).toThrow(RangeError);
  });
});

describe('renderScene', () => {
  it('gives the same bytes and boxes for the same seed, everywhere', () => {
    for (const { seed, condition, hash } of goldenHashes) {
      expect([condition, sceneHash(renderScene(seed, conditionByName(condition) ?? clear))]).toEqual([condition, hash]);
    }
  });

  it('shows the same street with the same boxes in all eighteen conditions', () => {
    for (const seed of [3, sceneSeed('test', 5)]) {
      const { objects } = renderScene(seed, clear);
      expect(objects.length).toBeGreaterThan(0);
      for (const condition of allConditions) expect(renderScene(seed, condition).objects).toEqual(objects);
    }
  });

  it('draws different weather for different seeds and honours a given severity', () => {
    const condition: Condition = { time: 'night', weather: 'rain' };
    expect(renderScene(1, condition).severity).not.toBe(renderScene(2, condition).severity);
    const mild = renderScene(1, condition, { severity: 0 });
    const strong = renderScene(1, condition, { severity: 1 });
    expect([mild.severity, strong.severity]).toEqual([0, 1]);
    expect(sceneHash(mild)).not.toBe(sceneHash(strong));
    expect(mild.objects).toEqual(strong.objects);
  });

  it('keeps tight boxes inside the image, with the classes in balance', () => {
    const counts = new Map<string, number>();
    const scenes = 100;
    for (let index = 0; index < scenes; index++) {
      const { objects } = renderScene(sceneSeed('val', index), clear);
      expect(objects.length).toBeLessThanOrEqual(9);
      for (const object of objects) {
        const [x1, y1, x2, y2] = object.box;
        expect(x1).toBeGreaterThanOrEqual(0);
        expect(y1).toBeGreaterThanOrEqual(0);
        expect(x2).toBeLessThanOrEqual(256);
        expect(y2).toBeLessThanOrEqual(256);
        expect(Math.max(x2 - x1, y2 - y1)).toBeGreaterThanOrEqual(8);
        expect(object.visibility).toBeGreaterThanOrEqual(0.35);
        expect(object.visibility).toBeLessThanOrEqual(1);
        expect(sceneClasses[object.classIndex]).toBe(object.class);
        counts.set(object.class, (counts.get(object.class) ?? 0) + 1);
      }
    }
    const all = sceneClasses.map((name) => counts.get(name) ?? 0);
    expect(Math.max(...all)).toBeLessThan(3 * Math.min(...all));
    expect(all.reduce((a, b) => a + b)).toBeGreaterThan(3.5 * scenes);
  });

  it.each([
    [96, 96],
    [320, 180],
    [120, 200],
    [512, 512],
  ])('renders at %i × %i', (width, height) => {
    const { image, objects } = renderScene(11, { time: 'evening', weather: 'stormy' }, { width, height });
    expect(image.data.length).toBe(width * height * 3);
    for (const { box } of objects) {
      expect(box[2]).toBeLessThanOrEqual(width);
      expect(box[3]).toBeLessThanOrEqual(height);
    }
  });

  it('refuses sizes and seeds that it cannot draw', () => {
    expect(() => renderScene(1, clear, { width: 0 })).toThrow(RangeError);
    expect(() => renderScene(-1, clear)).toThrow(RangeError);
  });

  it('is darker at night, paler in fog, and whiter in snow', () => {
    const day = mean(clear);
    expect(mean({ time: 'night', weather: 'clear' })).toBeLessThan(day * 0.6);
    expect(mean({ time: 'day', weather: 'snow' })).toBeGreaterThan(mean({ time: 'day', weather: 'rain' }));
    expect(mean({ time: 'day', weather: 'fog' })).toBeGreaterThan(mean({ time: 'day', weather: 'stormy' }));
  });

  // Sixty a second is the aim; test machines are of many kinds.
  it('renders at least 20 scenes a second', { retry: 3 }, () => {
    expect(measureRate(36, cpuMilliseconds)).toBeGreaterThan(20);
  });
});

describe('sources of this folder', () => {
  it('use only arithmetic that every engine rounds alike', () => {
    const folder = new URL('.', import.meta.url);
    for (const file of readdirSync(folder)) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const source = readFileSync(new URL(file, folder), 'utf8');
      const used = [...source.matchAll(/Math\.(\w+)/g)].map((match) => match[1]);
      const allowed = ['sqrt', 'imul', 'floor', 'ceil', 'round', 'min', 'max', 'abs', 'sign'];
      expect([file, used.filter((name) => !allowed.includes(name ?? ''))]).toEqual([file, []]);
      expect([file, /\w \*\* |Date|performance|crypto/.test(source)]).toEqual([file, false]);
    }
  });
});
