import { useMemo } from 'react';
import { directionCosines, type DirectionCosines } from '../../analysis/embedding/direction-cosines';
import { promptFacts, type PromptFacts } from '../../analysis/prompts/prompt-facts';
import { promptPresets } from '../../state/settings/prompt-presets';
import { placeOfWords, promptProblem } from '../../state/settings/prompt-problems';
import { actions } from '../../state/actions/actions';
import { useNarrowScreen } from '../../state/store/narrow-screen';
import { isRailOpen } from '../../state/store/preferences-slice';
import { store, useStore } from '../../state/store/store';

/** Whether the rail stands open, and what it says while it is folded. */
export function useRail() {
  const narrow = useNarrowScreen();
  return {
    open: useStore((state) => isRailOpen(state, narrow)),
    targets: useStore((state) => state.targets.length),
    toggle: actions.toggleRail,
  };
}

/** The source prompt as it is typed, with what is wrong with it. */
export function useSourcePrompt() {
  const text = useStore((state) => state.sourcePrompt);
  return { text, problem: promptProblem(text), onEdit: store.getState().setSourcePrompt };
}

/** The target prompts in their order, and what changes the list. */
export function useTargetPrompts() {
  const targets = useStore((state) => state.targets);
  const { editTarget, removeTarget, setPictured } = store.getState();
  return {
    targets: targets.map((target, at) => {
      const first = placeOfWords(target.text, targets);
      return { target, problem: promptProblem(target.text), twin: first < at ? first + 1 : null };
    }),
    editTarget,
    removeTarget,
    onFocus: (id: number) => setPictured({ kind: 'target', id }),
  };
}

/** The words of a new target prompt: their pictures come while they are typed. */
export function useNewTarget() {
  return { text: useStore((state) => state.newPrompt), onType: typeNewPrompt, onAdd: addNewPrompt };
}

function typeNewPrompt(text: string): void {
  const { setNewPrompt, setPictured } = store.getState();
  setNewPrompt(text);
  setPictured({ kind: 'new' });
}

/** @returns why it is refused, or null */
function addNewPrompt(): string | null {
  const { newPrompt, addTarget, setNewPrompt, setPictured } = store.getState();
  const problem = addTarget(newPrompt);
  const added = store.getState().targets.at(-1);
  if (problem !== null || !added) return problem;
  setNewPrompt('');
  setPictured({ kind: 'target', id: added.id });
  return null;
}

/** Sets of prompts to begin with. */
export function usePromptPresets() {
  return { presets: promptPresets, onChoose: store.getState().replacePrompts };
}

/** What an undo would bring back; undefined where there is nothing. */
export function usePromptUndo() {
  return { undoable: useStore((state) => state.promptUndo.at(-1)?.kind), undo: actions.undoPrompts };
}

/** What the text encoder says about a prompt. @param isTarget whether to compare with the source prompt */
export function usePromptFacts(text: string, isTarget: boolean): PromptFacts {
  const embedded = useStore((state) => state.embeddings.get(text));
  const source = useStore((state) => (isTarget ? state.embeddings.get(state.sourcePrompt) : undefined));
  const vocabulary = useStore((state) => state.model.info?.vocabulary ?? null);
  const known = useMemo(() => vocabulary && new Set(vocabulary), [vocabulary]);
  return promptFacts(text, embedded, source, known);
}

/** How alike the directions of the target prompts are; null until two are known. */
export function useDirectionCosines(): DirectionCosines | null {
  const source = useStore((state) => state.embeddings.get(state.sourcePrompt));
  const targets = useStore((state) => state.targets);
  const embeddings = useStore((state) => state.embeddings);
  if (source?.kind !== 'ready') return null;
  const embedded = targets.flatMap(({ text }) => {
    const found = embeddings.get(text);
    return found?.kind === 'ready' ? [found.embedding] : [];
  });
  return directionCosines(source.embedding, embedded);
}
