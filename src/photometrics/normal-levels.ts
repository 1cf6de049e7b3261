/** Levels of a draw: ten bits. */
export const levels = 1024;

/** The normal quantiles at (i + ½) / 1024 for i from 0 to 1023: what ten uniform bits become. Their standard deviation is 0.9994. */
export const normalLevels: Float64Array = Float64Array.from({ length: levels }, (_, level) =>
  normalQuantile((level + 0.5) / levels),
);

/** The value below which a standard normal number lies with probability `p`, to six digits (Wichura 1988, algorithm AS 241, the short form, without its branch for p below 10^-11). */
function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)) /
      (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1)
    );
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p)) - 1.6;
  const size =
    (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777) /
    ((0.12021132975 * r + 0.7370016425) * r + 1);
  return q < 0 ? -size : size;
}
