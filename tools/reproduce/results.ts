import { Random } from '../../src/math/random';
import { hierarchicalBootstrap, type PairedSeed } from '../../src/metrics/hierarchical-bootstrap';
import { decodeRanking } from '../../src/metrics/ranked-matches';
import type { AblationResults, AblationRow, AblationRun } from '../../src/runs/records/ablation-results';
import { unseenAp, unseenDomains } from '../../src/runs/records/benchmark-results';
import { type MethodAlignment, readMethodAlignment } from '../align/method-alignment';
import { type Row, type RowName, rowNames, rows } from './rows';
import { type StoredRun, storedRuns } from './stored-run';

const bootstrapSeed = 1;

/** Puts the finished runs of this folder together. */
export function collectResults(): AblationResults {
  return resultsOf(storedRuns(), readMethodAlignment());
}

/** The table of some runs. @param aligned counts for the rows whose runs are all of its model */
export function resultsOf(runs: readonly StoredRun[], aligned: MethodAlignment | null): AblationResults {
  const ofRow = (name: RowName) => runs.filter(({ row }) => row === name).sort((a, b) => a.seed - b.seed);
  const baseline = ofRow('none');
  return {
    rows: rowNames.map((name): AblationRow => {
      const { title, init, classifier, pooling, method, oracle }: Row = rows[name];
      const own = ofRow(name);
      return {
        name,
        title,
        init,
        classifier,
        pooling,
        method,
        oracle: oracle ?? false,
        runs: own.map(publicPart),
        alignment: own.every(({ modelHash }) => modelHash === aligned?.modelHash)
          ? (aligned?.rows[name] ?? null)
          : null,
        difference: name === 'none' ? null : differenceOf(baseline, own),
      };
    }),
  };
}

/** Without the matches, which are many and serve the bootstrap alone. */
function publicPart(run: StoredRun): AblationRun {
  const { seed, finishedAt, config, modelHash, backend, secondsPerStep, steps, losses, validation, domains } = run;
  return { seed, finishedAt, config, modelHash, backend, secondsPerStep, steps, losses, validation, domains };
}

function differenceOf(baseline: readonly StoredRun[], runs: readonly StoredRun[]): AblationRow['difference'] {
  const pairs = runs.flatMap((run) => {
    const base = baseline.find(({ seed, modelHash }) => seed === run.seed && modelHash === run.modelHash);
    return base === undefined ? [] : [{ base, run }];
  });
  if (pairs.length === 0) return null;
  const seeds = pairs.map(({ base, run }): PairedSeed => {
    return unseenDomains.map((domain) => ({ a: rankings(base, domain), b: rankings(run, domain) }));
  });
  const images = pairs[0]!.run.domains[0]!.images;
  const mean = pairs.reduce((sum, { base, run }) => sum + unseenAp(run) - unseenAp(base), 0) / pairs.length;
  const interval = hierarchicalBootstrap(seeds, images, 'voc2007', { random: new Random(bootstrapSeed) });
  return { mean, seeds: pairs.length, interval };
}

function rankings({ matches }: StoredRun, domain: string) {
  return (matches[domain] ?? []).map((ranked) => [decodeRanking(ranked)]);
}
