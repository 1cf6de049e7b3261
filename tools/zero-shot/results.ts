import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm run zero-shot` has measured, part by part, as docs/zero-shot.json keeps it. AP, recall and shares are 0 to 1. */
export interface ZeroShotResults {
  /** With selective search, on the built-in benchmark. */
  readonly benchmark: {
    /** Test scenes a domain. */
    readonly images: number;
    readonly domains: readonly {
      readonly name: string;
      /** Regions an image. */
      readonly proposals: number;
      readonly recall50: number;
      readonly recall70: number;
      readonly ap: number;
      /** In the order of the classes. */
      readonly classes: readonly number[];
    }[];
  };
  /** With true boxes for proposals. */
  readonly bound: {
    readonly images: number;
    /** IoU of a jittered box with the true one. */
    readonly range: { readonly least: number; readonly most: number };
    readonly domains: readonly { readonly name: string; readonly jittered: number; readonly exact: number }[];
  };
  /** RN50 with random weights on one photo. */
  readonly cost: {
    readonly processor: string;
    readonly cores: number;
    readonly threads: number;
    readonly image: { readonly width: number; readonly height: number };
    readonly proposals: number;
    readonly secondLooks: number;
    readonly first: DetectionCost;
    /** Another one on the same photo, with everything compiled and at hand. */
    readonly again: DetectionCost;
    /** How many processes wanted a core, by the system's average of the last minute: more than the cores, and other work slowed this down. */
    readonly load: number;
    /** All processes of the browser together, at the most, in bytes. */
    readonly peakBytes: number;
  };
}

/** What one detection takes. */
export interface DetectionCost {
  readonly seconds: number;
  /** Of all cores together. */
  readonly processorSeconds: number;
}

const file = 'docs/zero-shot.json';

/** @param root of the repository */
export function readResults(root: string): Partial<ZeroShotResults> {
  const path = join(root, file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<ZeroShotResults>) : {};
}

/** Puts what was measured anew in the place of what was there. */
export function updateResults(root: string, measured: Partial<ZeroShotResults>): void {
  const results = { ...readResults(root), ...measured };
  writeFileSync(join(root, file), `${JSON.stringify(results, null, 2)}\n`);
}
