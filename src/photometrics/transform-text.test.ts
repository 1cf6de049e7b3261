import { describe, expect, it } from 'vitest';
import { identityTransform, transformOf } from './parameters';
import { imageTransformText, transformText } from './transform-text';

describe('transformText', () => {
  it('names what acts, in the order in which it acts, with two digits', () => {
    expect(transformText(transformOf({ contrast: 0.5, exposure: 0.3 }))).toBe('exposure × 0.3 · contrast × 0.5');
    expect(transformText(transformOf({ redGain: 1.2345, blueGain: 0.6789, gamma: 2, saturation: 0 }))).toBe(
      'red × 1.2 · blue × 0.68 · gamma 2 · saturation × 0',
    );
    expect(transformText(transformOf({ blur: 1.26, noise: 0.0512 }))).toBe('blur 1.3 · noise 0.051');
  });

  it('names air by its density and its light, and neither where there is no air', () => {
    expect(transformText(transformOf({ airDensity: 1.53, airLight: 0.5, horizon: 0.4 }))).toBe('air 1.5 of light 0.5');
    expect(transformText(transformOf({ airLight: 0.9, horizon: 0.4 }))).toBe('no change');
  });

  it('leaves out what does nothing at two digits', () => {
    expect(transformText(transformOf({ redGain: 1.004, blueGain: 0.94 }))).toBe('blue × 0.94');
  });

  it('says that the identity changes nothing', () => {
    expect(transformText(identityTransform)).toBe('no change');
  });
});

describe('imageTransformText', () => {
  it('gives the parameters at the strength', () => {
    const transform = { kind: 'photometric', parameters: transformOf({ exposure: 0.25, contrast: 0.2 }) } as const;
    expect(imageTransformText(transform, 1)).toBe('exposure × 0.25 · contrast × 0.2');
    expect(imageTransformText(transform, 0.5)).toBe('exposure × 0.5 · contrast × 0.6');
    expect(imageTransformText(transform, 0)).toBe('no change');
  });

  it('names a corruption and its severity', () => {
    expect(imageTransformText({ kind: 'corruption', corruption: 'gaussianNoise', severity: 3 }, 1)).toBe(
      'gaussian noise, severity 3',
    );
    expect(imageTransformText({ kind: 'corruption', corruption: 'jpeg', severity: 1 }, 1)).toBe('JPEG, severity 1');
    expect(imageTransformText({ kind: 'corruption', corruption: 'jpeg', severity: 0 }, 1)).toBe('no change');
  });
});
