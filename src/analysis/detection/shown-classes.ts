/** A class that a pane may show. */
export interface ShownClass {
  readonly name: string;
  /** Its place in its own detector's list, by which its boxes are coloured. */
  readonly classIndex: number;
}

/** The classes of all panes, each once, in the order of the panes and of their detectors. */
export function shownClasses(panes: readonly (readonly string[])[]): readonly ShownClass[] {
  const shown = new Map<string, ShownClass>();
  for (const names of panes)
    for (const [classIndex, name] of names.entries()) if (!shown.has(name)) shown.set(name, { name, classIndex });
  return [...shown.values()];
}
