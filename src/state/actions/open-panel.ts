import type { View } from '../store/preferences-slice';
import { store } from '../store/store';

/** Panels that something leads to, by the ids of their elements. */
export type PanelAnchor =
  | 'panel-optimise'
  | 'panel-parameters'
  | 'panel-offsets'
  | 'panel-shifts'
  | 'panel-step'
  | 'panel-plane'
  | 'panel-order'
  | 'panel-workshop';

/** How long a view may take to come. */
const patience = 4000;

/** Opens a view and brings a panel of it in sight, with the focus on it, as soon as it is there. */
export function openPanel(view: View, anchor: PanelAnchor): void {
  store.getState().setView(view);
  const until = performance.now() + patience;
  const look = () => {
    const panel = document.getElementById(anchor);
    if (panel) {
      panel.scrollIntoView({ block: 'start' });
      panel.focus({ preventScroll: true });
    } else if (performance.now() < until) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
