import { PanelLeftOpen } from 'lucide-react';
import type { Action } from '../../state/actions/action';
import { formatNumberOf } from '../format';

interface FoldedRailProps {
  /** How many target prompts there are. */
  readonly targets: number;
  readonly toggle: Action;
}

/** The rail of prompts while it is folded: a button that opens it, at the side of the view or above it. */
export function FoldedRail({ targets, toggle }: FoldedRailProps) {
  return (
    <aside className="rail folded" aria-label="Prompts">
      <button
        type="button"
        className="unfold"
        aria-expanded={false}
        aria-keyshortcuts={toggle.key}
        title={`${toggle.label} (${toggle.key})`}
        onClick={toggle.run}
      >
        <PanelLeftOpen aria-hidden="true" />
        <span>
          Prompts <span className="muted">{formatNumberOf(targets, 'target')}</span>
        </span>
      </button>
    </aside>
  );
}
