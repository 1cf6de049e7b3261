import { Panel } from '../common/Panel';
import { ConditionMatrix } from '../detect/ConditionMatrix';
import { DetectPanel } from '../detect/DetectPanel';

export function DetectView() {
  return (
    <div className="columns detect-view">
      <DetectPanel detailed />
      <Panel title="Same street, eighteen conditions">
        <ConditionMatrix />
      </Panel>
    </div>
  );
}
