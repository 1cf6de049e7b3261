/** The detectors of the built-in model, by the names of their files. */
export const shippedDetectors = { plain: 'baseline', offsets: 'clip-the-gap', pixels: 'photometrics' } as const;

/** What shipped detectors were called before: links, sessions and configurations still say it. */
const formerNames: Readonly<Record<string, string>> = { augmented: shippedDetectors.offsets };

/** The detector of that name, else the one that had it before; undefined where there is neither. */
export function detectorNamed<Named extends { readonly name: string }>(
  detectors: readonly Named[],
  wanted: string,
): Named | undefined {
  const called = (searched: string | undefined) => detectors.find(({ name }) => name === searched);
  return called(wanted) ?? called(Object.hasOwn(formerNames, wanted) ? formerNames[wanted] : undefined);
}
