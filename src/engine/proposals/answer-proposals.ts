import { decodeProposals } from '../../detector/proposal-network/decode-proposals';
import { openProposalNetwork, type ProposalNetwork } from '../../detector/proposal-network/open-proposal-network';
import type { Answered } from '../worker/answer-in-order';
import type { MessageToProposals, ProposalAnswer } from './proposal-messages';

/** What a proposal worker does: opens a network, then asks it for the regions of images. */
export function proposalAnswerer(): (message: MessageToProposals) => Promise<Answered<ProposalAnswer>> {
  let network: ProposalNetwork | null = null;
  return async (message) => {
    switch (message.kind) {
      case 'open':
        network = await openProposalNetwork(message.file);
        return { answer: { kind: 'opened', classes: network.classes } };
      case 'propose': {
        if (network === null) throw new Error('No network was opened.');
        const output = await network.run(message.image);
        return { answer: { kind: 'proposed', proposals: decodeProposals(output, message.image) } };
      }
      default:
        return message satisfies never;
    }
  };
}
