import type { Side } from '../../analysis/detection/comparison/compare-panes';
import type { ListedMark } from '../../analysis/detection/comparison/listed-marks';
import type { MarkKind } from '../../analysis/detection/comparison/mark-kinds';
import { classColour } from './class-colours';
import { Explained } from '../hints/Explained';

interface DetectionListProps {
  readonly rows: readonly ListedMark[];
  readonly side: Side;
  /** Whether the picture's objects are known. */
  readonly isJudged: boolean;
  readonly markedId: string | null;
  readonly onMark: (id: string | null) => void;
}

const verdicts: Readonly<Record<MarkKind, string>> = {
  gained: 'correct',
  lost: 'correct',
  both: 'correct',
  found: 'correct',
  missed: 'missed',
  'false-new': 'false',
  'false-gone': 'false',
  'false-kept': 'false',
  false: 'false',
  uncounted: 'not counted',
  'only-a': '',
  'only-b': '',
};

/** What the picture shows, as text. A row that is pointed at or has the focus marks its box in both panes. */
export function DetectionList({ rows, side, isJudged, markedId, onMark }: DetectionListProps) {
  const isProposed = rows.some(({ proposedAs }) => proposedAs !== undefined);
  const other = side === 'a' ? 'B' : 'A';
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
              {isJudged ? (
                <th scope="col" className="end">
                  <Explained meaning="With the object that it found, or else the best with any of its class.">
                    IoU
                  </Explained>
                </th>
              ) : null}
              {isJudged ? <th scope="col">At IoU 0.5</th> : null}
              <th scope="col" className="end">
                <Explained meaning={`The score of what ${other} has of the same.`}>{other}</Explained>
              </th>
              <th scope="col">Box, pixels</th>
              {isProposed ? (
                <th scope="col">
                  <Explained meaning="What the network that proposed the box calls it: for reference, it counts for nothing.">
                    Its network says
                  </Explained>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ mark, detection, box, proposedAs, counterpart }) => (
              <tr
                key={mark.id}
                className={mark.id === markedId ? 'is-marked' : undefined}
                onPointerEnter={() => onMark(mark.id)}
                onPointerLeave={() => onMark(null)}
              >
                <td>
                  <button
                    type="button"
                    className="row-button"
                    title="Marks the box in both panes"
                    onFocus={() => onMark(mark.id)}
                    onBlur={() => onMark(null)}
                    onClick={() => onMark(mark.id)}
                  >
                    {detection ? (
                      <span style={{ color: classColour(detection.classIndex) }} aria-hidden="true">
                        ■
                      </span>
                    ) : (
                      <span aria-hidden="true">□</span>
                    )}{' '}
                    {detection?.className ?? mark.className}
                  </button>
                </td>
                <td className="end">{detection ? detection.score.toFixed(3) : '–'}</td>
                {isJudged ? <td className="end">{detection?.iou?.toFixed(2) ?? '–'}</td> : null}
                {isJudged ? <td>{detection ? verdicts[mark.kind] : 'missed'}</td> : null}
                <td className="end">{counterpart ? counterpart.score.toFixed(3) : '–'}</td>
                <td>{box.map((value) => value.toFixed(1)).join(', ')}</td>
                {isProposed ? (
                  <td>{proposedAs ? `${proposedAs.label} ${proposedAs.score.toFixed(2)}` : null}</td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
