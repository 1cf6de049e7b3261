import type { PhotometricTransform } from './parameters';

/** The distance below the horizon, as a share of the height, at which the road is as far away as depth 1. */
const farRoad = 0.05;

/**
 * Depth guessed from the row alone, 0 to 1: of a level road, which comes closer as 1 / (distance below the horizon); 1 above it.
 * @param row centre of the row as a share of the height, 0 on top
 */
export function guessedDepth(row: number, horizon: number): number {
  const below = row - horizon;
  return below <= farRoad ? 1 : farRoad / below;
}

/** Transmission of the air for each row: e^(−density · depth). */
export function transmission(height: number, { airDensity, horizon }: PhotometricTransform): Float64Array {
  return Float64Array.from({ length: height }, (_, y) =>
    Math.exp(-airDensity * guessedDepth((y + 0.5) / height, horizon)),
  );
}
