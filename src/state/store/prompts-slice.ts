import type { ErrorRecord } from '../../errors/coded-error';
import { maxTargetPrompts } from '../../method/prompt-limits';
import { defaultPrompts } from '../settings/prompt-presets';
import { capacityProblem, promptProblem } from '../settings/prompt-problems';
import type { NoticesSlice } from './notices-slice';
import type { Slice } from './slice';

export interface TargetPrompt {
  /** Stable over edits. */
  readonly id: number;
  readonly text: string;
  /** Whether image-level methods leave pictures as they are for these words; offered where the model sees no photometric change in them. */
  readonly identity: boolean;
}

/** What an undo brings back. */
export type PromptUndo =
  | { readonly kind: 'removal'; readonly prompt: TargetPrompt; readonly index: number }
  | { readonly kind: 'replacement'; readonly sourcePrompt: string; readonly targets: readonly TargetPrompt[] };

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
  setSourcePrompt: (sourcePrompt) => set({ sourcePrompt }),
  addTarget: (text) => {
    const { targets } = get();
    const problem = promptProblem(text) ?? capacityProblem(targets.length);
    if (problem === null) set({ targets: [...targets, ...toTargets([text.trim()])] });
    return problem;
  },
  editTarget: (id, text) =>
    set(({ targets }) => ({
      targets: targets.map((target) =>
        target.id === id && target.text !== text ? { id, text, identity: false } : target,
      ),
    })),
  setIdentity: (id, identity) =>
    set(({ targets }) => ({
      targets: targets.map((target) => (target.id === id ? { ...target, identity } : target)),
    })),
  removeTarget: (id) =>
    set(({ targets, promptUndo }) => {
      const index = targets.findIndex((target) => target.id === id);
      const prompt = targets[index];
      if (!prompt) return {};
      return {
        targets: targets.toSpliced(index, 1),
        promptUndo: [...promptUndo, { kind: 'removal', prompt, index }],
      };
    }),
  replacePrompts: ({ sourcePrompt, targetPrompts }, { undoable } = { undoable: true }) => {
    set((state) => ({
      sourcePrompt,
      targets: toTargets(targetPrompts.slice(0, maxTargetPrompts)),
      promptUndo: undoable
        ? [...state.promptUndo, { kind: 'replacement', sourcePrompt: state.sourcePrompt, targets: state.targets }]
        : state.promptUndo,
    }));
    if (targetPrompts.length <= maxTargetPrompts) return;
    get().notify({
      tone: 'info',
      message: `These are ${targetPrompts.length.toLocaleString('en')} target prompts; ${maxTargetPrompts} are the limit.`,
      hint: `The first ${maxTargetPrompts} were taken. What the prompts came from is unchanged.`,
    });
  },
  undoPrompts: () =>
    set(({ targets, promptUndo }) => {
      const last = promptUndo.at(-1);
      if (!last) return {};
      const rest = promptUndo.slice(0, -1);
      return last.kind === 'removal'
        ? { targets: targets.toSpliced(last.index, 0, last.prompt), promptUndo: rest }
        : { sourcePrompt: last.sourcePrompt, targets: last.targets, promptUndo: rest };
    }),
  storeEmbeddings: (entries) => set(({ embeddings }) => ({ embeddings: new Map([...embeddings, ...entries]) })),
  forgetEmbeddings: () => set({ embeddings: new Map() }),
});
