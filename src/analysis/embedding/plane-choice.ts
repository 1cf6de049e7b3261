/** What an image or text of the plane is. */
export const planeKinds = ['original', 'augmented', 'weather', 'text'] as const;
export type PlaneKind = (typeof planeKinds)[number];

/** What spans the plane of embeddings: principal axes of all images, or the text direction of one prompt. */
export const planeAxesNames = ['principal', 'text'] as const;
export type PlaneAxesName = (typeof planeAxesNames)[number];

/** From where the principal axes are seen, radians. */
export interface PlaneAngles {
  readonly yaw: number;
  readonly pitch: number;
}

/** How the plane is looked at. */
export interface PlaneChoice {
  /** Of the text direction; null is the first target prompt. */
  readonly targetPrompt: string | null;
  readonly angles: PlaneAngles;
  readonly hiddenKinds: ReadonlySet<PlaneKind>;
  readonly hiddenPrompts: ReadonlySet<number>;
}
