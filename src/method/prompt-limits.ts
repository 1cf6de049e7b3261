/** Longest prompt that is sent to the tokenizer at all, in characters; CLIP itself reads 77 tokens. */
export const maxPromptLength = 10_000;

/** Most target prompts of one run of the page. */
export const maxTargetPrompts = 25;
