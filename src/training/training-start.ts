import type { HeadConfig } from '../method/detector-config';

/** What a new training run begins with. */
export type FreshStart =
  /** CLIP's own tower, or one of the same architecture that has learned nothing; `head` is the paper's by default. */
  | { readonly kind: 'clip' | 'scratch'; readonly head?: HeadConfig | undefined }
  | { readonly kind: 'detector'; readonly name: string };
