/** Changes part of the store. */
export type SetPart<Part> = (change: Partial<Part> | ((part: Part) => Partial<Part>)) => void;

/**
 * Makes one part of the store: its first values and the functions that change them.
 * `Seen` is what it reads of other parts. A slice names that itself, so it never imports the whole store.
 */
export type Slice<Part, Seen extends Part = Part> = (set: SetPart<Seen>, get: () => Seen) => Part;
