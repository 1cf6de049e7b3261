import type { PromptsSlice } from '../prompts-slice';
import type { Slice } from '../slice';

/** The strength of the pictures beside the prompts until somebody moves it. */
export const defaultPictureStrength = 0.8;

/** A target prompt by its id, or the words that are typed for a new one. */
export type PicturedPrompt = { readonly kind: 'target'; readonly id: number } | { readonly kind: 'new' };

/** What the pictures beside the prompts show. */
export interface PicturesSlice {
  /** Strength of their transforms, 0 to 1. */
  readonly pictureStrength: number;
  /** Whose pictures are large: the prompt that was last typed in or chosen. Where it is gone, the first target prompt's are. */
  readonly pictured: PicturedPrompt | null;
  /** What is typed for a new target prompt; its pictures come before it is added. */
  readonly newPrompt: string;
  readonly setPictureStrength: (strength: number) => void;
  readonly setPictured: (pictured: PicturedPrompt) => void;
  readonly setNewPrompt: (text: string) => void;
}

export const createPicturesSlice: Slice<PicturesSlice> = (set) => ({
  pictureStrength: defaultPictureStrength,
  pictured: null,
  newPrompt: '',
  setPictureStrength: (pictureStrength) => set({ pictureStrength }),
  setPictured: (pictured) => set({ pictured }),
  setNewPrompt: (newPrompt) => set({ newPrompt }),
});

/** A prompt that pictures show. */
export interface ShownPrompt {
  readonly text: string;
  /** Its row in the list, with its place from 1; null for words that are not added yet. */
  readonly target: { readonly id: number; readonly number: number; readonly identity: boolean } | null;
}

/** The prompt whose pictures are large; null where there is none. */
export function picturedPrompt({
  pictured,
  newPrompt,
  targets,
}: Pick<PicturesSlice, 'pictured' | 'newPrompt'> & Pick<PromptsSlice, 'targets'>): ShownPrompt | null {
  if (pictured?.kind === 'new' && newPrompt.trim() !== '') return { text: newPrompt.trim(), target: null };
  const chosen = targets.findIndex(({ id }) => pictured?.kind === 'target' && pictured.id === id);
  const at = Math.max(0, chosen);
  const target = targets[at];
  return target ? { text: target.text, target: { id: target.id, number: at + 1, identity: target.identity } } : null;
}
