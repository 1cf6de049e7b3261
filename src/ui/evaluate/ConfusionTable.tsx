import { confusionRows, type ConfusedBoxes } from '../../analysis/results/confusion-rows';
import type { ConfusionMatrix } from '../../metrics/confusion-matrix';
import { shadeOf } from '../../runs/figures/matrix-cells';
import { heatOf } from '../charts/heat';
import { formatCount } from '../format';
import { TableScroll } from '../common/TableScroll';

interface ConfusionTableProps {
  readonly matrix: ConfusionMatrix;
  readonly classes: readonly string[];
  readonly onBoxes: (boxes: ConfusedBoxes) => void;
}

/** True classes against predicted ones above the score threshold. A number leads to its boxes in the gallery. */
export function ConfusionTable({ matrix, classes, onBoxes }: ConfusionTableProps) {
  const columns = [...classes, 'missed'];
  return (
    <TableScroll label="Confusion matrix">
      <table className="table confusion">
        <thead>
          <tr>
            <th scope="col">true ↓ predicted →</th>
            {columns.map((name) => (
              <th key={name} scope="col" className="end">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {confusionRows(matrix, classes).map(({ name, total, cells }, row) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map(({ count, share, boxes }, column) => (
                <td key={columns[column]} className="end" style={{ background: heatOf(shadeOf(share)) }}>
                  {count === 0 ? (
                    // What is no object cannot be missed.
                    <span className="muted">{row === classes.length && column === row ? '' : '0'}</span>
                  ) : (
                    <button
                      type="button"
                      className="cell-button"
                      title={`${formatCount(count)} of ${formatCount(total)} in this row`}
                      onClick={() => onBoxes(boxes)}
                    >
                      {formatCount(count)}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
