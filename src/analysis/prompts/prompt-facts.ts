import { cosine, norm, subtract } from '../../math/vector';
import { unseenWords } from './unseen-words';

/** What the text encoder made of a prompt: `[D]`, or what happened and what to do. */
export type TextEmbedding =
  | { readonly kind: 'ready'; readonly embedding: Float32Array }
  | { readonly kind: 'failed'; readonly error: { readonly message: string; readonly hint: string } };

/** What a prompt's embedding says about it. */
export type PromptFacts =
  | { readonly kind: 'failed'; /** What happened, and what to do. */ readonly problem: string }
  | {
      readonly kind: 'known';
      /** Of a target prompt beside the source prompt; null for the source prompt, and until both are embedded. */
      readonly direction: {
        /** cos(q_t, q_s), −1 to 1. */
        readonly cosine: number;
        /** ‖q_t − q_s‖, before it is brought to unit length. */
        readonly length: number;
      } | null;
      /** Words that the captions of the model's training never held. */
      readonly unseen: readonly string[];
    };

/**
 * Derives what is shown beside a prompt.
 * @param embedded of this prompt; undefined until it is there
 * @param source of the source prompt; undefined until it is there, and for the source prompt itself
 * @param vocabulary words of the captions that the model was trained on; null where nobody knows them
 */
export function promptFacts(
  text: string,
  embedded: TextEmbedding | undefined,
  source: TextEmbedding | undefined,
  vocabulary: ReadonlySet<string> | null,
): PromptFacts {
  if (embedded?.kind === 'failed')
    return { kind: 'failed', problem: `${embedded.error.message} ${embedded.error.hint}` };
  return {
    kind: 'known',
    direction:
      embedded?.kind === 'ready' && source?.kind === 'ready'
        ? {
            cosine: cosine(embedded.embedding, source.embedding),
            length: norm(subtract(embedded.embedding, source.embedding)),
          }
        : null,
    unseen: vocabulary ? unseenWords(text, vocabulary) : [],
  };
}
