import { ConditionPanel } from '../conditions/ConditionPanel';
import { DetectPanel } from '../detect/DetectPanel';

export function DetectView() {
  return (
    <div className="columns detect-view">
      <DetectPanel detailed />
      <ConditionPanel />
    </div>
  );
}
