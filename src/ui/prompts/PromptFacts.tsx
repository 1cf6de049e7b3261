import { useMemo } from 'react';
import { cosineText } from '../../runs/records/cosine-text';
import { useStore } from '../../state/store/store';
import { unseenWords } from '../../analysis/unseen-words';
import { cosine, norm, subtract } from '../../math/vector';

interface PromptFactsProps {
  readonly text: string;
  /** Whether to compare with the source prompt. */
  readonly target?: boolean;
}

/** What the text encoder says about a prompt. */
export function PromptFacts({ text, target = false }: PromptFactsProps) {
  const embedded = useStore((state) => state.embeddings.get(text));
  const source = useStore((state) => (target ? state.embeddings.get(state.sourcePrompt) : undefined));
  const words = useUnseenWords(text);
  if (embedded?.kind === 'failed') {
    return (
      <span className="problem">
        {embedded.error.message} {embedded.error.hint}
      </span>
    );
  }
  const pair =
    embedded?.kind === 'ready' && source?.kind === 'ready' ? { q: embedded.embedding, p: source.embedding } : null;
  return (
    <>
      {pair ? (
        <>
          <span title="Cosine of the angle between the text embeddings of this prompt and the source prompt, cos(q_t, q_s).">
            cos {cosineText(cosine(pair.q, pair.p), 3)}
          </span>
          <span title="Length of the text direction q_t − q_s before it is brought to unit length. A short one means that CLIP hardly tells the two prompts apart.">
            ‖q<sub>t</sub> − q<sub>s</sub>‖ {norm(subtract(pair.q, pair.p)).toFixed(3)}
          </span>
        </>
      ) : null}
      {words.length > 0 ? (
        <span
          className="unseen small"
          title="The captions of this model's training never held these words, so their embeddings carry no learned meaning. CLIP trained on web data knows them."
        >
          not in training: {words.join(', ')}
        </span>
      ) : null}
    </>
  );
}

function useUnseenWords(text: string): readonly string[] {
  const vocabulary = useStore((state) => state.model.info?.vocabulary ?? null);
  const known = useMemo(() => vocabulary && new Set(vocabulary), [vocabulary]);
  return known ? unseenWords(text, known) : [];
}
