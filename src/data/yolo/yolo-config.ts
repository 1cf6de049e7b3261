/** Where a split's images may be. */
export interface YoloPlace {
  /** As the file says it. */
  readonly said: string;
  /** Paths relative to the top, the best first. */
  readonly candidates: readonly string[];
}

/** What the configuration of a YOLO data set says. */
export interface YoloConfig {
  /** The file that names the classes. */
  readonly path: string;
  readonly classes: readonly string[];
  /** All files that it stands in. */
  readonly files: readonly string[];
  /** Numbers of each key point set: points, and numbers of a point; null where there are none. */
  readonly keyPoints: readonly [number, number] | null;
  /** Folders or list files; empty where the file names none. */
  readonly splits: readonly { readonly name: string; readonly places: readonly YoloPlace[] }[];
}
