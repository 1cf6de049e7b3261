import { Panel } from '../common/Panel';
import { AdaptControls } from './AdaptControls';

/** Step 3 in one line, for the playground. */
export function AdaptStrip() {
  return (
    <Panel title="Adapt" step={3}>
      <AdaptControls />
    </Panel>
  );
}
