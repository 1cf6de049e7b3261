import { Scale } from 'lucide-react';
import type { ShownStep } from '../../runs/records/explain-record';
import { Panel } from '../common/Panel';
import { ExplainBadge } from './ExplainBadge';
import { Term } from '../common/Terms';
import { percent } from './StepFacts';
import { explainActions, useBatchNorm } from './use-explain';
import { WorkButton } from './WorkButton';

/** What batch statistics do to the part of the gradient that detector training uses. */
export function BatchNormPanel() {
  const { comparison, obstacle, folded } = useBatchNorm();
  const rows: readonly (readonly [string, ShownStep])[] = comparison
    ? [
        ['code: running statistics, as the paper says', comparison.frozen],
        ...(comparison.batch
          ? [['code-batchnorm: statistics of the batch, as released', comparison.batch] as const]
          : []),
      ]
    : [];
  return (
    <Panel title="Batch norm as released" badge={<ExplainBadge kind="batch-norm" />}>
      <p>
        The released code leaves batch norm in training mode. The first block of <Term name="Vb" /> then subtracts every
        channel’s mean, so a constant added to a channel changes nothing: the spatial mean of the offset, all that
        detector training uses, gets exactly no gradient. What mean it has comes from Adam, which rescales each element
        on its own.
      </p>
      <div className="button-row">
        <WorkButton
          kind="batch-norm"
          label="Compare on this crop"
          icon={<Scale />}
          action={explainActions.compareBatchNorm}
          obstacle={obstacle}
          primary={!comparison}
        />
      </div>
      {comparison ? (
        <table className="table" aria-label="Spatial mean in gradient and update">
          <thead>
            <tr>
              <th scope="col">Protocol</th>
              <th scope="col" className="end">
                ‖gradient‖
              </th>
              <th scope="col" className="end">
                of it spatial mean
              </th>
              <th scope="col" className="end">
                of the update
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, step]) => (
              <tr key={name}>
                <td>{name}</td>
                <td className="end">{step.gradientNorm.toExponential(2)}</td>
                <td className="end">{percent(step.gradientMeanShare)}</td>
                <td className="end">{percent(step.updateMeanShare)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <p className="muted small">
        {comparison ? `${comparison.cropTitle}, “${comparison.targetPrompt}”. ` : ''}Share: √(HW) · ‖spatial mean‖ /
        ‖whole grid‖; what is left under batch statistics is rounding.{' '}
        {folded
          ? 'This model’s batch norms are folded into its convolutions: it always uses running statistics, and cannot run as released.'
          : 'A model whose batch norms are folded into its convolutions always uses running statistics, and refuses the released mode.'}
      </p>
    </Panel>
  );
}
