import { fromParameters, parameters, type PhotometricTransform } from './parameters';

/**
 * A transform at a part of its strength. Parameters that are factors move by equal factors (v^strength), steps by equal steps, and fixed ones
 * stay.
 * @param strength 0, the identity of all that acts, to 1, the transform itself
 */
export function atStrength(transform: PhotometricTransform, strength: number): PhotometricTransform {
  if (strength === 1) return transform;
  return fromParameters((name) => {
    const { scale, identity } = parameters[name];
    const value = transform[name];
    switch (scale) {
      case 'factor':
        return identity * (value / identity) ** strength;
      case 'step':
        return identity + (value - identity) * strength;
      case 'fixed':
        return value;
      default:
        return scale satisfies never;
    }
  });
}
