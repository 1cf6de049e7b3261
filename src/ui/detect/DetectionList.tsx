import type { Detection } from '../../geometry/detections';
import type { PaneEvaluation } from '../../analysis/detection/evaluate-pane';
import { classColour } from './class-colours';

interface DetectionListProps {
  readonly detections: readonly Detection[];
  readonly evaluation: PaneEvaluation | null;
}

const verdictTexts: Readonly<Record<PaneEvaluation['verdicts'][number], string>> = {
  'true-positive': 'correct',
  'false-positive': 'false',
  ignored: 'not counted',
};

/** What the picture shows, as text. */
export function DetectionList({ detections, evaluation }: DetectionListProps) {
  const isProposed = detections.some(({ proposedAs }) => proposedAs !== undefined);
  return (
    <details>
      <summary>Detections as a table</summary>
      {/* What scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="detection-list" tabIndex={0} aria-label="Detections as a table">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col" className="end">
                Score
              </th>
              <th scope="col">Box, pixels</th>
              {isProposed ? (
                <th
                  scope="col"
                  title="What the network that proposed the box calls it: for reference, it counts for nothing"
                >
                  Its network says
                </th>
              ) : null}
              {evaluation ? <th scope="col">At IoU 0.5</th> : null}
            </tr>
          </thead>
          <tbody>
            {detections.map(({ className, classIndex, score, box, region, proposedAs }, i) => (
              <tr key={`${region}-${classIndex}`}>
                <td>
                  <span style={{ color: classColour(classIndex) }} aria-hidden="true">
                    ■
                  </span>{' '}
                  {className}
                </td>
                <td className="end">{score.toFixed(3)}</td>
                <td>{box.map((value) => value.toFixed(1)).join(', ')}</td>
                {isProposed ? (
                  <td>{proposedAs ? `${proposedAs.label} ${proposedAs.score.toFixed(2)}` : null}</td>
                ) : null}
                {evaluation ? <td>{verdictTexts[evaluation.verdicts[i]!]}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
