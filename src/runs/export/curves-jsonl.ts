import { writeJsonLines } from '../../formats/text/json-lines';
import { curveLength, type CurveTable } from '../records/curve-table';

/** How detectron2 calls what our columns hold (modeling/roi_heads, proposal_generator/rpn.py, engine/train_loop.py); columns without such a name keep theirs. */
const detectron2Names: Readonly<Record<string, string>> = {
  step: 'iteration',
  loss_total: 'total_loss',
  loss_classification: 'loss_cls',
  loss_box: 'loss_box_reg',
  loss_rpn_objectness: 'loss_rpn_cls',
  loss_rpn_box: 'loss_rpn_loc',
  learning_rate: 'lr',
};

/**
 * The curves of a run in the form of detectron2's `metrics.json`: one object a line, with `iteration`. `time` is that of the iteration, as there;
 * `seconds`, since the start, stays beside it.
 */
export function curvesJsonLines(table: CurveTable): string {
  const seconds = table.values[table.columns.indexOf('seconds')];
  return writeJsonLines(
    Array.from({ length: curveLength(table) }, (_, row) => ({
      ...Object.fromEntries(
        table.columns.map((name, column) => [detectron2Names[name] ?? name, table.values[column]![row]!]),
      ),
      ...(seconds ? { time: seconds[row]! - (row === 0 ? 0 : seconds[row - 1]!) } : {}),
    })),
  );
}
