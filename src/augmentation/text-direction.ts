import { CodedError } from '../errors/coded-error';
import { norm, normalise, subtract } from '../math/vector';

/**
 * The unit direction from the source prompt to a target prompt: (q_t − q_s) / ‖q_t − q_s‖ (paper, equation of z*; reference `text_off`).
 *
 * @param source unit text embedding of the source prompt, `[D]`
 * @param target unit text embedding of the target prompt, `[D]`
 * @throws ModelError `bad-config` where both prompts mean the same to the text encoder
 */
export function textDirection(source: Float32Array, target: Float32Array): Float32Array {
  const difference = subtract(target, source);
  if (norm(difference) < 1e-6) {
    throw new CodedError(
      'bad-config',
      'A target prompt has the same embedding as the source prompt, so there is no direction between them.',
      'Change one of the two prompts.',
    );
  }
  return normalise(difference);
}
