import type { KnownProposalNetworkId } from '../method/proposal-networks';

/** A detection network that shall propose regions for CLIP alone: one of those that are pinned, or an ONNX file. */
export type ProposalNetworkSource =
  | { readonly kind: 'known'; readonly id: KnownProposalNetworkId }
  | { readonly kind: 'file'; readonly name: string; readonly file: Blob };

/** A network that was opened. */
export interface ProposalNetworkInfo {
  /** By which a {@link ZeroShotConfig} refers to it. */
  readonly network: string;
  readonly title: string;
  readonly bytes: number;
  /** Outputs for each box: the classes that it knows itself. */
  readonly classes: number;
}
