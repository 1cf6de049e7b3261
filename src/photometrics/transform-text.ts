import type { CorruptionName } from './corruptions/corruption-names';
import type { ImageTransform } from './image-transform';
import { identityTransform, parameterNames, type ParameterName, type PhotometricTransform } from './parameters';
import { atStrength } from './strength';

/** What one parameter does, in words; null for those that another one names. */
const parts: Readonly<Record<ParameterName, ((transform: PhotometricTransform) => string) | null>> = {
  exposure: ({ exposure }) => `exposure × ${rounded(exposure)}`,
  redGain: ({ redGain }) => `red × ${rounded(redGain)}`,
  blueGain: ({ blueGain }) => `blue × ${rounded(blueGain)}`,
  gamma: ({ gamma }) => `gamma ${rounded(gamma)}`,
  contrast: ({ contrast }) => `contrast × ${rounded(contrast)}`,
  saturation: ({ saturation }) => `saturation × ${rounded(saturation)}`,
  airDensity: ({ airDensity, airLight }) => `air ${rounded(airDensity)} of light ${rounded(airLight)}`,
  airLight: null,
  horizon: null,
  blur: ({ blur }) => `blur ${rounded(blur)}`,
  noise: ({ noise }) => `noise ${rounded(noise)}`,
};

/**
 * A transform in readable words, in the order in which its operations act: “exposure × 0.3 · contrast × 0.5”. Two significant digits; units are
 * those of `parameters`. What does nothing at these digits is left out, and so is the horizon of the air.
 */
export function transformText(transform: PhotometricTransform): string {
  const acting = parameterNames.filter((name) => rounded(transform[name]) !== rounded(identityTransform[name]));
  const words = acting.flatMap((name) => parts[name]?.(transform) ?? []);
  return words.length > 0 ? words.join(' · ') : 'no change';
}

/** What an image undergoes, in readable words. @param strength 0 to 1; a corruption has its severity alone */
export function imageTransformText(transform: ImageTransform, strength: number): string {
  switch (transform.kind) {
    case 'photometric':
      return transformText(atStrength(transform.parameters, strength));
    case 'corruption':
      return transform.severity === 0
        ? 'no change'
        : `${corruptionWords(transform.corruption)}, severity ${transform.severity}`;
    default:
      return transform satisfies never;
  }
}

function corruptionWords(name: CorruptionName): string {
  return name === 'jpeg' ? 'JPEG' : name.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(2)));
}
