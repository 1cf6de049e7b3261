/** Source prompt and target prompts, in their order. */
export interface PromptTexts {
  readonly sourcePrompt: string;
  readonly targetPrompts: readonly string[];
}

/** Whether prompts are no longer those that a run was begun with: its offsets belong to others. */
export function promptsChanged(begunWith: PromptTexts, now: PromptTexts): boolean {
  return (
    begunWith.sourcePrompt !== now.sourcePrompt ||
    begunWith.targetPrompts.length !== now.targetPrompts.length ||
    begunWith.targetPrompts.some((text, i) => text !== now.targetPrompts[i])
  );
}
