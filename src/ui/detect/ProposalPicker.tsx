import { useId, useRef } from 'react';
import type { ProposalNetworkInfo } from '../../engine/engine';
import { knownProposalNetworks } from '../../method/proposal-networks';
import type { WantedProposals } from '../../state/jobs/detect/open-proposals';
import type { ZeroShotChoice } from '../../state/jobs/detect/zero-shot';
import type { ProposalStatus } from '../../state/store/panes/proposals-slice';
import { FileInput } from '../common/FileInput';
import { ProgressBar } from '../common/ProgressBar';
import { formatBytes } from '../format';
import { loadingText } from '../models/loading-text';

/** What is known of proposals, and what can be done about them. */
export interface ProposalPickerProps {
  readonly chosen: ZeroShotChoice['proposalSource'];
  readonly status: ProposalStatus;
  /** The network that is open. */
  readonly network: ProposalNetworkInfo | null;
  readonly onChoose: (wanted: WantedProposals) => void;
  readonly onCancel: () => void;
}

/** Options that are no network's name. */
const [searching, opensFile] = ['selective-search', 'an ONNX file'];

/** Where the regions come from that CLIP alone looks at. */
export function ProposalPicker({ chosen, status, network, onChoose, onCancel }: ProposalPickerProps) {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const own = network && knownProposalNetworks.every((known) => known.id !== network.network) ? network : null;
  const choose = (value: string) => {
    const known = knownProposalNetworks.find((one) => one.id === value);
    if (value === searching) onChoose({ kind: 'selective-search' });
    else if (network?.network === value) onChoose({ kind: 'open', network: value });
    else if (known) onChoose({ kind: 'known', id: known.id });
    else if (value === opensFile) file.current?.click();
  };
  return (
    <div className="field">
      <label htmlFor={id}>Regions from</label>
      <select
        id={id}
        className="select"
        value={chosen.kind === 'network' ? chosen.network : searching}
        onChange={(event) => choose(event.target.value)}
      >
        <option value={searching}>Selective search</option>
        {knownProposalNetworks.map((known) => (
          <option key={known.id} value={known.id}>
            {known.title}, {formatBytes(known.bytes)}, {known.licence}
          </option>
        ))}
        {own ? <option value={own.network}>{own.title}</option> : null}
        <option value={opensFile}>An ONNX file of yours…</option>
      </select>
      <FileInput
        ref={file}
        label="Proposal network"
        accept=".onnx"
        onFiles={([first]) => first && onChoose({ kind: 'file', name: first.name, file: first })}
      />
      <Opening status={status} onCancel={onCancel} />
      <span className="origin">{originOf(chosen, network)}</span>
    </div>
  );
}

function Opening({ status, onCancel }: Pick<ProposalPickerProps, 'status' | 'onCancel'>) {
  switch (status.kind) {
    case 'idle':
      return null;
    case 'opening': {
      const { progress } = status;
      return (
        <div className="model-loading">
          <span>{progress ? loadingText(progress) : 'Opening the network…'}</span>
          <ProgressBar label="Network loaded" value={progress ? progress.done / Math.max(1, progress.total) : null} />
          <button type="button" className="button compact" aria-label="Cancel the network" onClick={onCancel}>
            Cancel
          </button>
        </div>
      );
    }
    case 'failed':
      return (
        <p className="problem" role="alert">
          {status.error.message} {status.error.hint}
        </p>
      );
    default:
      return status satisfies never;
  }
}

function originOf(chosen: ProposalPickerProps['chosen'], network: ProposalNetworkInfo | null): string {
  if (chosen.kind === 'selective-search' || !network) return 'Segments of the picture; few fit an object well.';
  return `Proposals by ${network.title}, trained on ${network.classes} classes of its own; CLIP names them.`;
}
