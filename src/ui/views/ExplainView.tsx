import { Panel } from '../common/Panel';
import { BatchNormPanel } from '../explain/BatchNormPanel';
import { ComparisonPanel } from '../explain/ComparisonPanel';
import { OffsetsChoice } from '../explain/OffsetsChoice';
import { OffsetsPanel } from '../explain/OffsetsPanel';
import { OrderPanel } from '../explain/OrderPanel';
import { PlanePanel } from '../explain/PlanePanel';
import { ShiftPanel } from '../explain/ShiftPanel';
import { StepPanel } from '../explain/StepPanel';
import { WorkshopPanel } from '../explain/WorkshopPanel';

/** Why an offset does what it does. */
export function ExplainView() {
  return (
    <div className="stack">
      <Panel title="Offsets in view">
        <OffsetsChoice />
      </Panel>
      <ShiftPanel />
      <ComparisonPanel />
      <div className="columns explain-steps">
        <StepPanel />
        <BatchNormPanel />
      </div>
      <OrderPanel />
      <PlanePanel />
      <OffsetsPanel />
      <WorkshopPanel />
    </div>
  );
}
