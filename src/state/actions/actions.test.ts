import { expect, test } from 'vitest';
import { shortcutsByGroup } from './action';
import { allActions } from './actions';
import { actionForStroke } from './shortcuts';

const stroke = (key: string, modifiers = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

test('no two actions share an id, a label or a key', () => {
  const keys = allActions.flatMap(({ key }) => (key === undefined ? [] : [key]));
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(allActions.map(({ id }) => id)).size).toBe(allActions.length);
  expect(new Set(allActions.map(({ label }) => label)).size).toBe(allActions.length);
});

test('every key finds its action, in either case', () => {
  for (const action of allActions.filter(({ key }) => key !== undefined)) {
    const shiftKey = action.key!.startsWith('Shift+');
    const key = action.key!.replace('Shift+', '');
    for (const written of key.length === 1 ? [key.toLowerCase(), key.toUpperCase()] : [key])
      expect(actionForStroke(stroke(written, { shiftKey }))).toBe(action);
  }
});

test('Shift counts where an action wants it, and nowhere else', () => {
  expect(actionForStroke(stroke('D', { shiftKey: true }))?.id).toBe('differences-only');
  expect(actionForStroke(stroke('D'))?.id).toBe('toggle-predictions');
  expect(actionForStroke(stroke('R', { shiftKey: true }))?.id).toBe('reset-run');
  expect(actionForStroke(stroke('?', { shiftKey: true }))?.id).toBe('help');
});

test('combinations stay with the browser', () => {
  for (const modifier of ['ctrlKey', 'metaKey', 'altKey']) {
    expect(actionForStroke(stroke('r', { [modifier]: true }))).toBeUndefined();
  }
});

test('the help lists every key once, under the group of its action', () => {
  const groups = shortcutsByGroup(allActions);
  expect(groups.map(({ group }) => group)).toEqual(['Optimise', 'Train', 'Detect', 'Evaluate', 'Explain', 'Page']);
  for (const { group, actions } of groups)
    expect(new Set(actions.map((listed) => listed.group))).toEqual(new Set([group]));
  const listed = groups.flatMap(({ actions }) => actions);
  expect(new Set(listed)).toEqual(new Set(allActions.filter(({ key }) => key !== undefined)));
  expect(new Set(listed).size).toBe(listed.length);
});
