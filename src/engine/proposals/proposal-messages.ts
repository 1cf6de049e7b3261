import type { ProposalNetworkFile } from '../../detector/proposal-network/open-proposal-network';
import type { RegionProposals } from '../../detector/zero-shot/proposal-source';
import type { RgbImage } from '../../geometry/rgb-image';
import type { Reply } from '../client/request-worker';

/** Engine worker to proposal worker. `open` comes once and first. */
export type MessageToProposals =
  | { readonly kind: 'open'; readonly id: number; readonly file: ProposalNetworkFile }
  | { readonly kind: 'propose'; readonly id: number; readonly image: RgbImage };

export type ProposalAnswer =
  | { readonly kind: 'opened'; /** Outputs for each box. */ readonly classes: number }
  | { readonly kind: 'proposed'; readonly proposals: RegionProposals };

/** Proposal worker to engine worker. */
export type MessageFromProposals = Reply<ProposalAnswer>;
