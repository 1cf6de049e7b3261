/** Sign, digits with or without a fraction, exponent. */
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

/**
 * Reads a text that is one decimal number, such as `12`, `-0.5`, `.5`, `5.` or `1e3`. White space around it does not count.
 *
 * `Number` takes more than that: the empty text as 0, `0x10` as 16, and `Infinity`. None of them is a number here, and
 * neither are `1,000`, `1_000`, `12px`, `NaN` and a number that is too large to be finite, such as `1e999`.
 * @returns the finite number; undefined for any other text
 */
export function parseDecimal(text: string): number | undefined {
  const trimmed = text.trim();
  if (!decimal.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}
