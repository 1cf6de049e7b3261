import { Panel } from '../common/Panel';
import { ConditionControls } from './ConditionControls';
import { ConditionMatrix } from './ConditionMatrix';
import { useConditionControls, useConditions } from './use-conditions';

/** The street of the shown scene in every condition, and how well the detectors of the panes do there. */
export function ConditionPanel() {
  return (
    <Panel title="Same street, eighteen conditions">
      <FollowedControls />
      <FollowedMatrix />
    </Panel>
  );
}

const FollowedControls = () => <ConditionControls {...useConditionControls()} />;

function FollowedMatrix() {
  const conditions = useConditions();
  return (
    <>
      <p className="muted small">
        Scene {conditions.street + 1} of the test split. The detectors were trained on clear days only.
      </p>
      <ConditionMatrix {...conditions} />
    </>
  );
}
