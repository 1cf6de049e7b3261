import { channelNorms, meanNorm } from '../../analysis/embedding/pooled-means';
import { Term } from '../common/Terms';
import { useCurveLength } from '../charts/use-curve-length';
import { formatLoss, formatNumberOf } from '../format';
import { promptNames } from '../prompt-names';
import { HeatMap } from './HeatMap';
import { Sparkline } from './Sparkline';
import { useTargetLosses } from './use-optimise';
import { Explained } from '../hints/Explained';

/** How far each target prompt is, before the division by M + 1. */
export function TargetTable() {
  const { curve, targetPrompts, pooled } = useTargetLosses();
  const length = useCurveLength(curve);
  if (!curve || !targetPrompts || length === 0) {
    return (
      <p className="muted small">
        Each target prompt gets a line here once a run has started: how close its offset has come, and what it costs.
      </p>
    );
  }
  const names = promptNames(targetPrompts);
  const top = pooled?.norms.reduce((largest, norm) => Math.max(largest, norm), 0) ?? 1;
  return (
    // What scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="scroll-box" tabIndex={0} aria-label="Losses per target prompt">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Offset</span>
            </th>
            <th scope="col">Target</th>
            <th scope="col">
              <Term name="cosine" />
            </th>
            <th scope="col" className="end">
              now
            </th>
            <th scope="col" className="end">
              <Term name="l1" />
            </th>
            <th scope="col" className="end">
              <Explained meaning="Length of the offset’s spatial mean, the part that detector training adds to the features.">
                ‖Ā‖
              </Explained>
            </th>
          </tr>
        </thead>
        <tbody>
          {targetPrompts.map((prompt, target) => {
            const cosine = curve.column(`cosine_${target}`);
            return (
              // Prompts may repeat, and their order never changes within a run.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={target}>
                <td className="mini-offset">
                  {pooled && target < pooled.targetPrompts.length ? (
                    <HeatMap
                      values={channelNorms(pooled, target)}
                      width={pooled.width}
                      height={pooled.height}
                      min={0}
                      max={top}
                      label={`Semantic offset of “${prompt}”`}
                    />
                  ) : null}
                </td>
                <td className="prompt-cell" title={prompt}>
                  {names[target]}
                </td>
                <td>
                  <Sparkline
                    values={cosine}
                    label={`Cosine distance of “${prompt}” over ${formatNumberOf(length, 'iteration')}`}
                  />
                </td>
                <td className="end">{formatLoss(cosine.at(-1))}</td>
                <td className="end">{formatLoss(curve.last(`l1_${target}`))}</td>
                <td className="end">
                  {pooled && target < pooled.targetPrompts.length ? meanNorm(pooled, target).toPrecision(3) : '–'}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
