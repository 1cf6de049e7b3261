import { CodedError } from '../../errors/coded-error';
import type { ProposalSource } from '../../detector/zero-shot/proposal-source';
import { knownProposalNetworks } from '../../method/proposal-networks';
import type { ModelShelf } from '../../runs/shelf/model-shelf';
import { downloadNetwork } from '../download/download-network';
import type { DownloadOptions } from '../download/fetch-files';
import type { ProposalNetworkInfo, ProposalNetworkSource } from '../proposal-requests';
import { ProposalService, type StartProposals } from './proposal-service';

/** The proposal network in use. Opening one that fails or is cancelled leaves the former one. */
export class ProposalNetworks {
  readonly #shelf: ModelShelf;
  readonly #start: StartProposals;
  #current: { readonly info: ProposalNetworkInfo; readonly service: ProposalService } | null = null;

  constructor(shelf: ModelShelf, start: StartProposals) {
    this.#shelf = shelf;
    this.#start = start;
  }

  /** Fetches a network where it is not kept yet, and opens it. @throws CodedError of the download or of the file; what the signal is aborted with */
  async open(source: ProposalNetworkSource, options: DownloadOptions): Promise<ProposalNetworkInfo> {
    const { network, title, file } = await this.#fileOf(source, options);
    const service = new ProposalService(title, file, this.#start);
    const classes = await service.open(options.signal);
    const info: ProposalNetworkInfo = { network, title, bytes: file.size, classes };
    this.#current?.service.end({ code: 'cancelled', message: 'Another network proposes now.', hint: 'Ask again.' });
    this.#current = { info, service };
    return info;
  }

  /** Asks whichever network has that name when it is asked. @throws CodedError `bad-config` where there is none of that name now */
  source(network: string): ProposalSource {
    this.#named(network);
    return { propose: (image) => this.#named(network).propose(image) };
  }

  /** Ends the run under way, where there is one. */
  cancelRuns(): void {
    this.#current?.service.cancelRuns();
  }

  #named(network: string): ProposalService {
    if (this.#current?.info.network === network) return this.#current.service;
    throw new CodedError(
      'bad-config',
      `The network “${network}”, which should propose regions, is not open.`,
      'Open it again, or choose selective search.',
    );
  }

  async #fileOf(
    source: ProposalNetworkSource,
    options: DownloadOptions,
  ): Promise<{ readonly network: string; readonly title: string; readonly file: Blob }> {
    switch (source.kind) {
      case 'known': {
        const known = knownProposalNetworks.find(({ id }) => id === source.id);
        if (known === undefined)
          throw new CodedError('bad-config', `There is no network “${source.id}”.`, 'Choose an ONNX file of yours.');
        return { network: known.id, title: known.title, file: await downloadNetwork(known, this.#shelf, options) };
      }
      case 'file':
        return { network: source.name, title: source.name, file: source.file };
      default:
        return source satisfies never;
    }
  }
}
