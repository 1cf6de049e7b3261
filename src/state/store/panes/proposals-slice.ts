import type { Progress, ProposalNetworkInfo } from '../../../engine/engine';
import type { ErrorRecord } from '../../../errors/coded-error';
import type { Slice } from '../slice';

/** How far the opening of a proposal network is. */
export type ProposalStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'opening'; readonly progress: Progress | null }
  | { readonly kind: 'failed'; readonly error: ErrorRecord };

/** The network that can propose regions for CLIP alone. */
export interface ProposalsSlice {
  readonly proposalStatus: ProposalStatus;
  /** The one that the engine has open. */
  readonly proposalNetwork: ProposalNetworkInfo | null;
  readonly setProposalStatus: (status: ProposalStatus) => void;
  readonly proposalsOpened: (network: ProposalNetworkInfo) => void;
}

export const createProposalsSlice: Slice<ProposalsSlice> = (set) => ({
  proposalStatus: { kind: 'idle' },
  proposalNetwork: null,
  setProposalStatus: (proposalStatus) => set({ proposalStatus }),
  proposalsOpened: (proposalNetwork) => set({ proposalNetwork, proposalStatus: { kind: 'idle' } }),
});
