import { Panel } from '../common/Panel';
import { ConditionMatrix } from './ConditionMatrix';
import { useConditions } from './use-conditions';

/** The street of the shown scene in every condition. */
export function ConditionPanel() {
  return (
    <Panel title="Same street, eighteen conditions">
      <ConditionMatrix {...useConditions()} />
    </Panel>
  );
}
