import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../engine/engine';
import { store } from '../store/store';
import { TinyPage, until } from '../testing';
import { embedPrompts, followPrompts } from './embed-prompts';
import { provideEngine } from './engine-access';

const page = await TinyPage.load();

/** What the engine was asked to embed. */
let asked: (readonly string[])[];

beforeEach(async () => {
  await page.open();
  asked = [];
  const embedText: Engine['embedText'] = (texts) => {
    asked.push(texts);
    return page.engine.embedText(texts);
  };
  provideEngine(Object.assign(Object.create(page.engine) as Engine, { embedText }));
  store
    .getState()
    .replacePrompts(
      { sourcePrompt: 'day', targetPrompts: ['one', 'two', 'three', 'four', 'five', 'six'] },
      { undoable: false },
    );
});

test('the source prompt comes first, then the one that somebody types in, a few at a time', async () => {
  store.getState().setPictured({ kind: 'target', id: store.getState().targets[5]!.id });
  await embedPrompts();
  expect(asked).toEqual([
    ['day', 'six', 'one', 'two'],
    ['three', 'four', 'five'],
  ]);
  expect([...store.getState().embeddings.keys()].toSorted()).toEqual(asked.flat().toSorted());
});

test('words of a new prompt are embedded before they are added, each once', async () => {
  await embedPrompts();
  asked = [];
  store.getState().setPictured({ kind: 'new' });
  store.getState().setNewPrompt('fog');
  await embedPrompts();
  store.getState().addTarget('fog');
  store.getState().setNewPrompt('');
  await embedPrompts();
  expect(asked).toEqual([['fog']]);
});

test('the first words of a new prompt are embedded, whichever of text and focus comes first', async () => {
  await embedPrompts();
  const unfollow = followPrompts();
  store.getState().setNewPrompt('mist');
  store.getState().setPictured({ kind: 'new' });
  await until(({ embeddings }) => embeddings.has('mist'));
  unfollow();
  expect(asked.at(-1)).toEqual(['mist']);
});

test('what was typed while another wording was embedded is embedded next, and what lies between never', async () => {
  await embedPrompts();
  asked = [];
  const { id } = store.getState().targets[0]!;
  for (const text of ['a', 'ab', 'abc']) {
    store.getState().editTarget(id, text);
    void embedPrompts();
  }
  await until(({ embeddings }) => embeddings.has('abc'));
  expect(asked).toEqual([['a'], ['abc']]);
});
