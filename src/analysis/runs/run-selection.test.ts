import { expect, test } from 'vitest';
import { entryOf } from '../../runs/library/run-library';
import { exampleEvaluation, exampleRun, exampleTraining } from '../../runs/testing';
import { byComparison, comparedEvaluations, evaluatedDomains, selectedEntries, selectionOf } from './run-selection';

const [optimisation, training, first, second] = [
  entryOf(exampleRun('o')),
  entryOf(exampleTraining('t')),
  entryOf(exampleEvaluation('e1')),
  entryOf(exampleEvaluation('e2')),
] as const;
const runs = [optimisation, training, first, second];

test('selected runs stand in the order of selection, and a deleted one is left out', () => {
  expect(selectedEntries(runs, ['e1', 'gone', 'o'])).toEqual([first, optimisation]);
});

test('a selection is told of the runs that are shown, not of those that a filter hides', () => {
  expect(selectionOf(runs, [])).toBe('none');
  expect(selectionOf([first, second], ['o'])).toBe('none');
  expect(selectionOf([first, second], ['o', 'e2'])).toBe('some');
  expect(selectionOf([first, second], ['e2', 'e1', 'o'])).toBe('all');
  expect(selectionOf([], ['o'])).toBe('none');
});

test('two evaluations are compared, in the order of selection; nothing else is', () => {
  expect(comparedEvaluations([second, first])).toEqual(['e2', 'e1']);
  for (const others of [[], [first], [first, training], [optimisation, first], [first, second, first]])
    expect(comparedEvaluations(others)).toBeNull();
});

test('curves and evaluations are compared apart', () => {
  expect(byComparison([first, training, optimisation])).toEqual({
    curves: [training, optimisation],
    evaluations: [first],
  });
});

test('domains are named once, first come first', () => {
  const on = (...names: readonly string[]) => ({
    ...first,
    summary: { ...first.summary, domains: names.map((name) => ({ name, images: 1, map50: null })) },
  });
  expect(evaluatedDomains([on('night-rainy', 'fog'), on('dusk', 'fog')])).toEqual(['night-rainy', 'fog', 'dusk']);
});
