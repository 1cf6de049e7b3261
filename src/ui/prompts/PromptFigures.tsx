import type { PromptFacts } from '../../analysis/prompts/prompt-facts';
import { cosineText } from '../../runs/records/cosine-text';
import { Explained } from '../hints/Explained';

/** What the text encoder says about a prompt, in figures. */
export function PromptFigures({ facts }: { readonly facts: PromptFacts }) {
  if (facts.kind === 'failed') return <span className="problem">{facts.problem}</span>;
  const { direction, unseen } = facts;
  return (
    <>
      {direction ? (
        <>
          <Explained meaning="Cosine of the angle between the text embeddings of this prompt and the source prompt, cos(q_t, q_s).">
            cos {cosineText(direction.cosine, 3)}
          </Explained>
          <Explained meaning="Length of the text direction q_t − q_s before it is brought to unit length. A short one means that CLIP hardly tells the two prompts apart.">
            ‖q<sub>t</sub> − q<sub>s</sub>‖ {direction.length.toFixed(3)}
          </Explained>
        </>
      ) : null}
      {unseen.length > 0 ? (
        <Explained
          className="unseen small"
          meaning="The captions of this model’s training never held these words, so their embeddings carry no learned meaning. CLIP trained on web data knows them."
        >
          not in training: {unseen.join(', ')}
        </Explained>
      ) : null}
    </>
  );
}
