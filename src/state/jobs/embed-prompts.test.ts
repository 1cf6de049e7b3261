import { beforeEach, expect, test, vi } from 'vitest';
import { FakeEngine } from '../../engine/fake/fake-engine';
import { store } from '../store/store';
import { embedPrompts, followPrompts } from './embed-prompts';
import { provideEngine } from './engine-access';

/** Keeps what it was asked for. */
class AskedEngine extends FakeEngine {
  readonly asked: (readonly string[])[] = [];

  override embedText(texts: readonly string[]) {
    this.asked.push(texts);
    return super.embedText(texts);
  }
}

let engine: AskedEngine;

beforeEach(async () => {
  store.setState(store.getInitialState(), true);
  engine = new AskedEngine();
  provideEngine(engine);
  store
    .getState()
    .replacePrompts(
      { sourcePrompt: 'day', targetPrompts: ['one', 'two', 'three', 'four', 'five', 'six'] },
      { undoable: false },
    );
  const info = await engine.loadModel({ kind: 'url', url: 'builtin' });
  store.setState(({ model }) => ({ model: { ...model, info } }));
});

test('the source prompt comes first, then the one that somebody types in, a few at a time', async () => {
  store.getState().setPictured({ kind: 'target', id: store.getState().targets[5]!.id });
  await embedPrompts();
  expect(engine.asked).toEqual([
    ['day', 'six', 'one', 'two'],
    ['three', 'four', 'five'],
  ]);
  expect([...store.getState().embeddings.keys()]).toContain('five');
});

test('words of a new prompt are embedded before they are added, each once', async () => {
  followPrompts();
  await embedPrompts();
  engine.asked.length = 0;
  store.getState().setPictured({ kind: 'new' });
  store.getState().setNewPrompt('fog');
  await vi.waitFor(() => expect(store.getState().embeddings.has('fog')).toBe(true));
  store.getState().addTarget('fog');
  store.getState().setNewPrompt('');
  await embedPrompts();
  expect(engine.asked).toEqual([['fog']]);
});

test('what was typed while another wording was embedded is embedded next, and what lies between never', async () => {
  await embedPrompts();
  engine.asked.length = 0;
  const { id } = store.getState().targets[0]!;
  for (const text of ['a', 'ab', 'abc']) {
    store.getState().editTarget(id, text);
    void embedPrompts();
  }
  await vi.waitFor(() => expect(store.getState().embeddings.has('abc')).toBe(true));
  expect(engine.asked).toEqual([['a'], ['abc']]);
});
