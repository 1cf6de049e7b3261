import type { PromptScore } from '../../analysis/data-sets/picture-order';

/** `.231, +.042 to source`: the cosine with the prompt, and how much more that is than the one with the source prompt. */
export function scoreText({ cosine, difference }: PromptScore): string {
  return difference === null
    ? short(cosine)
    : `${short(cosine)}, ${difference < 0 ? '' : '+'}${short(difference)} to source`;
}

function short(value: number): string {
  const text = value.toFixed(3);
  // No digit is lost: cosines lie between −1 and 1.
  return text.replace('-', '−').replace(/^(−?)0\./u, '$1.');
}
