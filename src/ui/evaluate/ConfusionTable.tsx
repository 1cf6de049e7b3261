import type { EvaluationFocus } from '../../state/store/evaluation-slice';
import { store, useStore } from '../../state/store/store';
import { shadeOf } from '../../runs/figures/matrix-cells';
import { heatOf } from '../common/heat';
import { formatCount } from '../format';
import type { LookedSide } from './looked-side';
import { TableScroll } from './TableScroll';
import { useEvaluationAnswer } from './use-evaluation-answer';

/** True classes against predicted ones above the score threshold. A number leads to its boxes in the gallery. */
export function ConfusionTable({ records, side }: LookedSide) {
  const { domain, scoreThresh } = useStore((state) => state.evaluationFocus);
  const { setEvaluationFocus } = store.getState();
  const answered = useEvaluationAnswer('confusion', { side, domain, scoreThresh }, records);
  if (answered === null) return null;
  const { size, counts } = answered.answer;
  const { classes } = records.a;
  const rowNames = [...classes, 'background'];
  return (
    <TableScroll label="Confusion matrix">
      <table className="table confusion">
        <thead>
          <tr>
            <th scope="col">true ↓ predicted →</th>
            {[...classes, 'missed'].map((name) => (
              <th key={name} scope="col" className="end">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowNames.map((rowName, row) => {
            const ofRow = counts.subarray(row * size, (row + 1) * size);
            const total = ofRow.reduce((sum, value) => sum + value, 0);
            return (
              <tr key={rowName}>
                <th scope="row">{rowName}</th>
                {Array.from(ofRow, (value, column) => {
                  const share = total === 0 ? 0 : value / total;
                  return (
                    <td key={rowNames[column]} className="end" style={{ background: heatOf(shadeOf(share)) }}>
                      {value === 0 ? (
                        <span className="muted">{row === size - 1 && column === row ? '' : '0'}</span>
                      ) : (
                        <button
                          type="button"
                          className="cell-button"
                          title={`${formatCount(value)} of ${formatCount(total)} in this row`}
                          onClick={() => setEvaluationFocus(boxesOf(row, column, size - 1))}
                        >
                          {formatCount(value)}
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}

function boxesOf(row: number, column: number, background: number): Partial<EvaluationFocus> {
  if (column === background) return { kind: 'miss', classIndex: row };
  return { kind: row === column ? 'true-positive' : 'false-positive', classIndex: column };
}
