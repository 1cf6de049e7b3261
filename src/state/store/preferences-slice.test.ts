import { expect, test } from 'vitest';
import { isRailOpen, views } from './preferences-slice';
import { store } from './store';

const page = () => store.getState();
const openViews = (narrow: boolean) =>
  views.filter((view) => {
    page().setView(view);
    return isRailOpen(page(), narrow);
  });

test('the rail of prompts folds by itself where prompts are of no use, and everywhere in a narrow window', () => {
  expect(openViews(false)).toEqual(['playground', 'optimise', 'train', 'detect', 'explain']);
  expect(openViews(true)).toEqual([]);
});

test('a rail that was folded stays so in all views that need prompts', () => {
  page().setRailOpen(false, false);
  expect(openViews(false)).toEqual([]);
  page().setView('train');
  page().setRailOpen(true, false);
  expect(openViews(false)).toContain('playground');
});

test('a rail that was opened where it folds by itself is open in that view only', () => {
  page().setView('runs');
  page().setRailOpen(true, false);
  expect(isRailOpen(page(), false)).toBe(true);
  expect(openViews(false)).not.toContain('results');
  page().setView('playground');
  page().setRailOpen(true, true);
  expect(isRailOpen(page(), true)).toBe(true);
  page().setView('train');
  expect(isRailOpen(page(), true)).toBe(false);
  expect(page().railFolded).toBe(false);
});
