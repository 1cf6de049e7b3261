import { mean } from './statistics';
import { cosine } from './vector';

/** Cosine of each row vector with each column vector: `[rows][columns]`; NaN where one is zero. */
export function cosineMatrix(rows: readonly Float32Array[], columns: readonly Float32Array[]): readonly number[][] {
  return rows.map((row) => columns.map((column) => cosine(row, column)));
}

/** The vectors without their common mean: what tells them apart. All of one length. */
export function withoutMean(vectors: readonly Float32Array[]): readonly Float32Array[] {
  const [first] = vectors;
  if (first === undefined) return [];
  const common = first.map((_, at) => mean(vectors.map((vector) => vector[at]!)));
  return vectors.map((vector) => vector.map((value, at) => value - common[at]!));
}

/** How one row stands against the column it should point to. */
export interface RowAlignment {
  /** The column that is right for this row. */
  readonly answer: number;
  /** Cosine with it. */
  readonly cosine: number;
  /** That cosine minus the largest other one of the row; the row is right where it is positive. NaN where there is no other. */
  readonly margin: number;
}

/** A cosine matrix against what it should show. */
export interface Alignment {
  /** In the order of the matrix; null where the row has no right column. */
  readonly rows: readonly (RowAlignment | null)[];
  /** Rows that have a right column, and those whose right column is their largest. */
  readonly judged: number;
  readonly right: number;
  /** Mean cosine of the judged rows with their right column; NaN of none, as the other two means. */
  readonly meanDiagonal: number;
  /** Mean of all other cells of the judged rows: what any weather would give. */
  readonly meanOffDiagonal: number;
  readonly meanMargin: number;
}

/** @param answers the right column of each row, null for none */
export function alignment(matrix: readonly (readonly number[])[], answers: readonly (number | null)[]): Alignment {
  const rows = matrix.map((row, at): RowAlignment | null => {
    const answer = answers[at] ?? null;
    if (answer === null) return null;
    const others = row.filter((_, column) => column !== answer);
    const margin = others.length === 0 ? NaN : row[answer]! - Math.max(...others);
    return { answer, cosine: row[answer]!, margin };
  });
  const judged = rows.filter((row) => row !== null);
  const others = matrix.flatMap((row, at) => (rows[at] ? row.filter((_, column) => column !== rows[at]!.answer) : []));
  return {
    rows,
    judged: judged.length,
    right: judged.filter(({ margin }) => margin > 0).length,
    meanDiagonal: mean(judged.map((row) => row.cosine)),
    meanOffDiagonal: mean(others),
    meanMargin: mean(judged.map(({ margin }) => margin)),
  };
}

/** Simpson's rule needs an even number; the integrand's peak is wide enough for these up to some hundred thousand dimensions. */
const intervals = 4000;

/**
 * Chance level of a cosine: the c such that two independent, uniformly random directions in that many dimensions have |cos| < c with
 * probability `share`. The density of the cosine is proportional to (1 − c²)^((dimensions − 3) / 2); c is about 1.96 / √dimensions at 95 %.
 * Features are no uniformly random directions, so this is a lower bound of what unrelated vectors may reach.
 *
 * @param dimensions from 2
 */
export function chanceCosine(dimensions: number, share = 0.95): number {
  const whole = capMass(Math.PI / 2, dimensions);
  let [low, high] = [0, Math.PI / 2];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (capMass(middle, dimensions) / whole < share) low = middle;
    else high = middle;
  }
  return Math.sin((low + high) / 2);
}

/** ∫ cos^(n − 2) over [0, angle]: the mass of |cos| < sin(angle), up to a factor. */
function capMass(angle: number, dimensions: number): number {
  const width = angle / intervals;
  let sum = 0;
  for (let i = 0; i <= intervals; i++) {
    const weight = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.cos(i * width) ** (dimensions - 2);
  }
  return (sum * width) / 3;
}
