import { describe, expect, it } from 'vitest';
import { withoutMean } from '../../math/alignment';
import { Random } from '../../math/random';
import { cosine, normalise, subtract } from '../../math/vector';
import { exampleDictionary } from '../../photometrics/dictionary/testing';
import { type PromptPictures, promptPictures, seesPhotometricChange } from './prompt-pictures';

const dictionary = exampleDictionary(90, 24);
const random = new Random(7);
const unit = () => normalise(Float32Array.from({ length: 24 }, () => random.normal()));
const source = unit();

function chosen(pictures: PromptPictures): PromptPictures & { readonly kind: 'chosen' } {
  if (pictures.kind !== 'chosen') throw new Error(pictures.kind);
  return pictures;
}

describe('promptPictures', () => {
  it('shows the four transforms that go along the text direction most, best first, with their cosines', () => {
    const target = unit();
    const towards = subtract(target, source);
    const directions = withoutMean(dictionary.measured.map(({ shift }) => shift));
    const expected = directions
      .map((direction, k) => ({ k, score: cosine(direction, towards) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 4);
    const { best, confidence } = chosen(promptPictures(dictionary, source, target));
    expect(best.map(({ transform }) => transform)).toEqual(expected.map(({ k }) => dictionary.transforms[k]));
    for (const [place, { score }] of best.entries()) expect(score).toBeCloseTo(expected[place]!.score, 5);
    expect(confidence).toBe(best[0]!.score);
  });

  it('is the same object for the same prompt, while the source prompt and the dictionary stay', () => {
    const [target, other] = [unit(), unit()];
    const first = promptPictures(dictionary, source, target);
    promptPictures(dictionary, source, other);
    expect(promptPictures(dictionary, source, target)).toBe(first);
    expect(promptPictures(dictionary, unit(), target)).not.toEqual(first);
  });

  it('chooses nothing for the words of the source prompt, nor where rounding alone tells them apart', () => {
    expect(promptPictures(dictionary, source, source)).toEqual({ kind: 'no-direction' });
    const rounded = source.map((value, d) => value + (d % 2 === 0 ? 1e-6 : -1e-6));
    expect(promptPictures(dictionary, source, rounded)).toEqual({ kind: 'no-direction' });
  });

  it('takes what a dictionary has measured so far', () => {
    const part = { ...dictionary, measured: dictionary.measured.slice(0, 3) };
    expect(chosen(promptPictures(part, source, unit())).best).toHaveLength(3);
  });
});

describe('seesPhotometricChange', () => {
  it('holds from the threshold on', () => {
    const pictures = chosen(promptPictures(dictionary, source, unit()));
    expect(seesPhotometricChange({ ...pictures, confidence: 0.4, threshold: 0.4 })).toBe(true);
    expect(seesPhotometricChange({ ...pictures, confidence: 0.39, threshold: 0.4 })).toBe(false);
  });

  it('holds for a prompt that points where a transform goes, and not for one of the neutral prompts', () => {
    const [along] = withoutMean(dictionary.measured.map(({ shift }) => shift)) as [Float32Array];
    const target = source.map((value, d) => value + along[d]!);
    expect(seesPhotometricChange(chosen(promptPictures(dictionary, source, target)))).toBe(true);
    const neutral = dictionary.neutralTexts.filter(
      (text) => !seesPhotometricChange(chosen(promptPictures(dictionary, source, text))),
    );
    expect(neutral.length).toBeGreaterThanOrEqual(95);
  });
});
