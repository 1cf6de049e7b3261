/** A detection network on the hub that proposes regions for CLIP alone, pinned. */
export interface KnownProposalNetwork {
  readonly id: string;
  readonly title: string;
  /** Of the hub. */
  readonly repository: string;
  /** Commit of the repository. */
  readonly revision: string;
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly licence: string;
}

/** The networks that one click fetches. Nano is not among them: the older export of it is known to score wrongly. */
export const knownProposalNetworks = [
  {
    id: 'dfine-s-coco',
    title: 'D-FINE S (COCO)',
    repository: 'onnx-community/dfine_s_coco-ONNX',
    revision: 'a3cf03147a9b86c78475139115c8ac142577352d',
    path: 'onnx/model.onnx',
    bytes: 41_535_197,
    sha256: 'cd8a49a945feda6d28c6304ae8ae85c2759ba1d78a5a83a22c5ce8db82ef7238',
    licence: 'Apache-2.0',
  },
] as const satisfies readonly KnownProposalNetwork[];

export type KnownProposalNetworkId = (typeof knownProposalNetworks)[number]['id'];
