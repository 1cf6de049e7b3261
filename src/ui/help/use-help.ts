import { copyPageLink } from '../../state/settings/page-link';
import { shortcutsByGroup } from '../../state/actions/action';
import { allActions } from '../../state/actions/actions';
import { store, useStore } from '../../state/store/store';

const shortcuts = shortcutsByGroup(allActions);

/** Whether the help is open, and the keys that it lists. */
export function useHelp() {
  const { setHelpOpen, setShortcutsEnabled, setPresenting, setHiddenParts } = store.getState();
  return {
    open: useStore((state) => state.helpOpen),
    shortcuts,
    shortcutsEnabled: useStore((state) => state.shortcutsEnabled),
    onClose: () => setHelpOpen(false),
    onEnableShortcuts: setShortcutsEnabled,
    presenting: useStore((state) => state.presenting),
    hiddenParts: useStore((state) => state.hiddenParts),
    onPresent: setPresenting,
    onHide: setHiddenParts,
    onCopyLink: () => void copyPageLink(),
  };
}

export { hideableParts } from '../../state/store/presentation-slice';
