import { promptLines } from '../../formats/text/prompt-lines';
import { store } from '../store/store';

/**
 * Names the offsets that a checkpoint brought: one target prompt a line, in the order of its prompt file.
 * @returns what is wrong with the text; null where the names were taken
 */
export function nameCheckpointOffsets(text: string): string | null {
  const { trainingOffsets, sourcePrompt, setTrainingOffsets } = store.getState();
  if (trainingOffsets?.from !== 'checkpoint') return null;
  const { offsets } = trainingOffsets;
  const targetPrompts = promptLines(text);
  const [wanted, given] = [offsets.targetPrompts.length, targetPrompts.length];
  if (given !== wanted)
    return `The checkpoint has ${wanted} targets, and these are ${given} prompts. Write one a line.`;
  setTrainingOffsets({
    ...trainingOffsets,
    offsets: { ...offsets, targetPrompts, sourcePrompt: offsets.sourcePrompt || sourcePrompt },
  });
  return null;
}
