import type { AblationRun } from '../../runs/records/ablation-results';
import { domainTitle, formatAp } from '../common/evaluation-labels';
import { TableScroll } from '../common/TableScroll';
import { Sparkline } from '../optimise/Sparkline';

interface TestedClasses {
  readonly domain: string;
  readonly classes: readonly { readonly name: string; readonly voc11: number | null }[];
  readonly map50: { readonly voc11: number | null };
}

interface RunFactsProps {
  readonly run: Omit<AblationRun, 'validation' | 'domains'> & {
    readonly validation: TestedClasses;
    readonly domains: readonly TestedClasses[];
  };
  /** Titles of images whose numbers led here. */
  readonly marked?: readonly string[];
}

/** A run of a table: loss, AP of each class, configuration and origin. */
export function RunFacts({ run, marked = [] }: RunFactsProps) {
  const { seed, finishedAt, config, modelHash, backend, secondsPerStep, steps, losses, validation, domains } = run;
  const all = [
    { ...validation, title: 'Validation' },
    ...domains.map((domain) => ({ ...domain, title: domainTitle(domain.domain) })),
  ];
  const last = losses.at(-1);
  return (
    <section className="stack" aria-label={`Seed ${seed}`}>
      <h3>Seed {seed}</h3>
      <p className="muted small with-sparkline">
        {steps} steps in {Math.round((secondsPerStep * steps) / 60)} minutes on {backend}, finished{' '}
        {finishedAt.slice(0, 16).replace('T', ' ')} UTC, model {modelHash.slice(0, 8)}. Loss from {losses[0]} to {last}:{' '}
        <Sparkline
          values={Float64Array.from(losses)}
          label={`Loss of seed ${seed}, from ${losses[0] ?? ''} to ${last ?? ''}`}
        />
      </p>
      <TableScroll label={`AP by class, seed ${seed}`}>
        <table className="table results-table">
          <thead>
            <tr>
              <th scope="col">VOC 2007</th>
              {validation.classes.map(({ name }) => (
                <th key={name} scope="col" className="end">
                  {name}
                </th>
              ))}
              <th scope="col" className="end">
                mean
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ title, classes, map50 }) => (
              <tr key={title} className={marked.includes(title) ? 'opened' : ''}>
                <th scope="row">{title}</th>
                {classes.map(({ name, voc11 }) => (
                  <td key={name} className="end">
                    {formatAp(voc11)}
                  </td>
                ))}
                <td className="end mean">{formatAp(map50.voc11)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <details>
        <summary>Configuration</summary>
        <pre>{JSON.stringify(config, null, 1)}</pre>
      </details>
    </section>
  );
}
