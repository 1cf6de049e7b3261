import { describe, expect, it } from 'vitest';
import { answerEvaluation } from './answer-evaluation';
import type { Query } from './evaluation-queries';
import { changeItem, findingItem } from './gallery-items';
import { exampleComparison, leftBox, rightBox } from '../testing';

const a = exampleComparison('Mine', { car: 0.9, bus: 0.8, falseCar: 0.7 }, { car: 0.4, bus: null });
const b = exampleComparison('Other', { car: 0.95, bus: null }, { car: 0.9, bus: null });
const look = { domain: null, classIndex: null, scoreThresh: 0.5 };

async function findings(query: Pick<Query<'findings'>, 'kind'>) {
  const whole = { ...look, ...query, side: 'a', order: 'score-down', maxScore: 1, limit: 24 } as const;
  const { first } = await answerEvaluation({ a, b }, 'findings', whole);
  return first.map((placed) => findingItem(placed, a.classes));
}

describe('items of findings', () => {
  it('of true positives have score, IoU and the object', async () => {
    const [best] = await findings({ kind: 'true-positive' });
    expect(best).toMatchObject({
      place: { domain: 'daytime-clear', index: 0 },
      classIndex: 1,
      facts: '.90 · IoU .99',
      boxes: [
        { box: leftBox, role: 'detected' },
        { box: leftBox, role: 'truth' },
      ],
    });
  });

  it('of false positives say why, among the objects that they touch', async () => {
    const [only, ...others] = await findings({ kind: 'false-positive' });
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      facts: '.70 · is bus',
      boxes: [
        { box: rightBox, role: 'detected' },
        { box: rightBox, role: 'truth' },
      ],
    });
  });

  it('of misses say whether there is something below the threshold', async () => {
    const items = await findings({ kind: 'miss' });
    expect(items.map(({ classIndex, facts }) => [classIndex, facts])).toEqual([
      [1, 'only .40'],
      [0, 'not found'],
    ]);
    expect(items[0]!.boxes).toEqual([{ box: leftBox, role: 'truth' }]);
  });

  it('have names that differ', async () => {
    const keys = (await findings({ kind: 'miss' })).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('items of changes', () => {
  const changes = async (kind: Query<'changes'>['kind']) => {
    const { first } = await answerEvaluation({ a, b }, 'changes', { ...look, kind, limit: 24 });
    return first.map((pair) => changeItem(pair, a.classes));
  };

  it('have both scores and both boxes', async () => {
    const [gained] = await changes('gained');
    expect(gained).toMatchObject({ classIndex: 1, place: { domain: 'night-rainy', index: 0 }, facts: '.40 → .90' });
    expect(gained!.boxes.map(({ role }) => role)).toEqual(['detected', 'before', 'truth']);
    const [lost] = await changes('lost');
    expect(lost).toMatchObject({ classIndex: 0, facts: '.80 → –' });
    expect(lost!.boxes.map(({ role }) => role)).toEqual(['before', 'truth']);
  });

  it('of false alarms say why they are false', async () => {
    const [gone] = await changes('false-gone');
    expect(gone).toMatchObject({ classIndex: 1, facts: '.70 → – · is bus' });
    expect(gone!.boxes).toEqual([
      { box: rightBox, role: 'before' },
      { box: rightBox, role: 'truth' },
    ]);
  });
});
