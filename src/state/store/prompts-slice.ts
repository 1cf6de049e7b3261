import type { ErrorRecord } from '../../errors/coded-error';
import { maxTargetPrompts } from '../../method/prompt-limits';
import { defaultPrompts } from '../settings/prompt-presets';
import { capacityProblem, promptProblem, repeatProblem } from '../settings/prompt-problems';
import type { NoticesSlice } from './notices-slice';
import type { Slice } from './slice';

export interface TargetPrompt {
  /** Stable over edits. */
  readonly id: number;
  readonly text: string;
  /** Whether image-level methods leave pictures as they are for these words; offered where the model sees no photometric change in them. */
  readonly identity: boolean;
}

/** A change of the prompts, and all of them as they were before it. */
export interface PromptUndo {
  readonly kind: 'addition' | 'edit' | 'removal' | 'replacement';
  readonly sourcePrompt: string;
  readonly targets: readonly TargetPrompt[];
  /** What was edited: letters that are typed one after the other are one change. Null where nothing was. */
  readonly edited: TargetPrompt['id'] | 'source' | null;
}

/** So many changes can be undone, one after the other. */
const mostUndone = 100;

export type EmbeddedPrompt =
  | { readonly kind: 'ready'; readonly tokens: number; readonly embedding: Float32Array }
  | { readonly kind: 'failed'; readonly error: ErrorRecord };

export interface PromptSet {
  readonly sourcePrompt: string;
  readonly targetPrompts: readonly string[];
}

export interface PromptsSlice {
  readonly sourcePrompt: string;
  readonly targets: readonly TargetPrompt[];
  readonly promptUndo: readonly PromptUndo[];
  /** By text, so that going back to an earlier wording costs nothing. */
  readonly embeddings: ReadonlyMap<string, EmbeddedPrompt>;
  readonly setSourcePrompt: (text: string) => void;
  /** @returns why it was refused, or null. */
  readonly addTarget: (text: string) => string | null;
  /** Other words have no {@link TargetPrompt.identity} chosen. */
  readonly editTarget: (id: number, text: string) => void;
  readonly setIdentity: (id: number, identity: boolean) => void;
  readonly removeTarget: (id: number) => void;
  /** Takes the first prompts up to the limit, and says so where there are more. */
  readonly replacePrompts: (prompts: PromptSet, options?: { readonly undoable: boolean }) => void;
  readonly undoPrompts: () => void;
  readonly storeEmbeddings: (entries: Iterable<readonly [string, EmbeddedPrompt]>) => void;
  readonly forgetEmbeddings: () => void;
}

let nextId = 1;

export function toTargets(texts: readonly string[]): TargetPrompt[] {
  return texts.map((text) => ({ id: nextId++, text, identity: false }));
}

export const createPromptsSlice: Slice<PromptsSlice, PromptsSlice & Pick<NoticesSlice, 'notify'>> = (set, get) => ({
  sourcePrompt: defaultPrompts.sourcePrompt,
  targets: toTargets(defaultPrompts.targetPrompts),
  promptUndo: [],
  embeddings: new Map(),
  setSourcePrompt: (sourcePrompt) => set((state) => ({ sourcePrompt, promptUndo: withUndo(state, 'edit', 'source') })),
  addTarget: (text) => {
    const { targets } = get();
    const problem = promptProblem(text) ?? repeatProblem(text, targets) ?? capacityProblem(targets.length);
    if (problem === null)
      set((state) => ({
        targets: [...targets, ...toTargets([text.trim()])],
        promptUndo: withUndo(state, 'addition'),
      }));
    return problem;
  },
  editTarget: (id, text) =>
    set((state) => {
      if (state.targets.every((target) => target.id !== id || target.text === text)) return {};
      return {
        targets: state.targets.map((target) => (target.id === id ? { id, text, identity: false } : target)),
        promptUndo: withUndo(state, 'edit', id),
      };
    }),
  setIdentity: (id, identity) =>
    set(({ targets }) => ({
      targets: targets.map((target) => (target.id === id ? { ...target, identity } : target)),
    })),
  removeTarget: (id) =>
    set((state) => {
      const targets = state.targets.filter((target) => target.id !== id);
      return targets.length === state.targets.length ? {} : { targets, promptUndo: withUndo(state, 'removal') };
    }),
  replacePrompts: ({ sourcePrompt, targetPrompts }, { undoable } = { undoable: true }) => {
    set((state) => ({
      sourcePrompt,
      targets: toTargets(targetPrompts.slice(0, maxTargetPrompts)),
      promptUndo: undoable ? withUndo(state, 'replacement') : [],
    }));
    if (targetPrompts.length <= maxTargetPrompts) return;
    get().notify({
      tone: 'info',
      message: `These are ${targetPrompts.length.toLocaleString('en')} target prompts; ${maxTargetPrompts} are the limit.`,
      hint: `The first ${maxTargetPrompts} were taken. What the prompts came from is unchanged.`,
    });
  },
  undoPrompts: () =>
    set(({ promptUndo }) => {
      const last = promptUndo.at(-1);
      return last
        ? { sourcePrompt: last.sourcePrompt, targets: last.targets, promptUndo: promptUndo.slice(0, -1) }
        : {};
    }),
  storeEmbeddings: (entries) => set(({ embeddings }) => ({ embeddings: new Map([...embeddings, ...entries]) })),
  forgetEmbeddings: () => set({ embeddings: new Map() }),
});

function withUndo(
  { sourcePrompt, targets, promptUndo }: PromptsSlice,
  kind: PromptUndo['kind'],
  edited: PromptUndo['edited'] = null,
): readonly PromptUndo[] {
  if (edited !== null && promptUndo.at(-1)?.edited === edited) return promptUndo;
  return [...promptUndo, { kind, sourcePrompt, targets, edited }].slice(-mostUndone);
}
