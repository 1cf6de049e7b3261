import { interactiveProposals, paneIds } from '../../state/store/detection-slice';
import { chosenDetector } from '../../state/jobs/detect-panes';
import { store, type State, useStore } from '../../state/store/store';
import { formatCount } from '../format';

/** For detectors of the reference's size: all their proposals, or few, so that one need not wait. */
export function ProposalsToggle() {
  const most = useStore(mostProposals);
  const fewer = useStore((state) => state.fewerProposals);
  const { setFewerProposals } = store.getState();
  if (most <= interactiveProposals) return null;
  return (
    <div className="proposals" title="Regions that each detector classifies. Evaluate always takes all of them.">
      <span>Proposals</span>
      <fieldset className="segmented" aria-label="Proposals">
        <button type="button" aria-pressed={!fewer} onClick={() => setFewerProposals(false)}>
          {formatCount(most)}, as configured
        </button>
        <button type="button" aria-pressed={fewer} onClick={() => setFewerProposals(true)}>
          {interactiveProposals}, interactive
        </button>
      </fieldset>
    </div>
  );
}

function mostProposals(state: State): number {
  const counts = paneIds.map((pane) => {
    const detector = chosenDetector(state, pane);
    return !detector || detector.zeroShot ? 0 : detector.config.rpnPostNmsTopN.testing;
  });
  return Math.max(...counts);
}
