import { Panel } from '../common/Panel';
import { OffsetsChoice } from '../explain/OffsetsChoice';
import { ShiftPanel } from '../explain/ShiftPanel';

/** Why an offset does what it does. */
export function ExplainView() {
  return (
    <div className="stack">
      <Panel title="Offsets in view">
        <OffsetsChoice />
      </Panel>
      <ShiftPanel />
    </div>
  );
}
