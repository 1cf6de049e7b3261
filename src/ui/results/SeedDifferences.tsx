import { mean } from '../../math/statistics';
import type { BenchmarkResults, PairedDifference } from '../../runs/records/benchmark-results';
import { pText } from '../../runs/records/p-text';
import { formatDifference, formatInterval } from '../common/evaluation-labels';
import { TableScroll } from '../common/TableScroll';

interface SeedDifferencesProps {
  readonly results: BenchmarkResults;
  /** Name of the row. */
  readonly row: string;
}

/** The row against others, seed by seed: mean AP on the four unseen weathers. */
export function SeedDifferences({ results, row }: SeedDifferencesProps) {
  const pairs = results.pairs.flatMap((pair) => (pair.row === row ? [pair] : pair.other === row ? [turned(pair)] : []));
  if (pairs.length === 0) return null;
  const seeds = [...new Set(pairs.flatMap(({ bySeed }) => bySeed.map(({ seed }) => seed)))].sort((a, b) => a - b);
  const title = (name: string) => results.rows.find((one) => one.name === name)?.title ?? name;
  return (
    <section className="stack" aria-label="Seed by seed">
      <h3>Seed by seed</h3>
      <p className="muted small">
        Mean AP on the four unseen weathers, this row minus the other with the same seed; the interval and p are of
        Student’s paired t, the last p by Holm over all pairs of rows with five seeds.
      </p>
      <TableScroll label="Seed by seed">
        <table className="table results-table">
          <thead>
            <tr>
              <th scope="col">Minus</th>
              {seeds.map((seed) => (
                <th key={seed} scope="col" className="end">
                  Seed {seed}
                </th>
              ))}
              <th scope="col" className="end mean">
                Mean
              </th>
              <th scope="col" className="end">
                p
              </th>
              <th scope="col" className="end">
                p by Holm
              </th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ other, bySeed, t, adjustedP }) => (
              <tr key={other}>
                <th scope="row">{title(other)}</th>
                {seeds.map((seed) => (
                  <td key={seed} className="end">
                    {formatDifference(bySeed.find((one) => one.seed === seed)?.difference ?? null)}
                  </td>
                ))}
                <td className="end mean">
                  {formatDifference(mean(bySeed.map(({ difference }) => difference)))}
                  {t ? <small className="interval">{formatInterval(t.interval)}</small> : null}
                </td>
                <td className="end">{pText(t?.p ?? null)}</td>
                <td className="end">{pText(adjustedP)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

/** The same pair from the other side. */
function turned({ row, other, bySeed, t, adjustedP }: PairedDifference): PairedDifference {
  return {
    row: other,
    other: row,
    bySeed: bySeed.map(({ seed, difference }) => ({ seed, difference: -difference })),
    t: t && { mean: -t.mean, interval: { low: -t.interval.high, high: -t.interval.low }, p: t.p },
    adjustedP,
  };
}
