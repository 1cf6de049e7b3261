export const actionGroups = ['Optimise', 'Train', 'Detect', 'Evaluate', 'Explain', 'Page'] as const;

/** One thing that the user can do: the button, the key and the line in the help are all made from it. */
export interface Action {
  readonly id: string;
  readonly group: (typeof actionGroups)[number];
  readonly label: string;
  /** `KeyboardEvent.key`, after `Shift+` where it counts with that key alone; absent where there is only a button. */
  readonly key?: string;
  /** How the key is written in the help, where it differs. */
  readonly keyLabel?: string;
  readonly run: () => void;
}

/** The keys of the page as the help lists them: by group, those with a key only. */
export function shortcutsByGroup(
  actions: readonly Action[],
): readonly { readonly group: Action['group']; readonly actions: readonly Action[] }[] {
  return actionGroups.map((group) => ({
    group,
    actions: actions.filter((candidate) => candidate.group === group && candidate.key !== undefined),
  }));
}

export function action(
  id: string,
  group: Action['group'],
  label: string,
  run: () => void,
  key?: string,
  keyLabel?: string,
): Action {
  return {
    id,
    group,
    label,
    run,
    ...(key === undefined ? {} : { key }),
    ...(keyLabel === undefined ? {} : { keyLabel }),
  };
}
