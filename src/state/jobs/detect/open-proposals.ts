import type { ProposalNetworkSource } from '../../../engine/engine';
import { toErrorRecord } from '../../store/report-error';
import { store } from '../../store/store';
import { engine } from '../engine-access';
import { LatestTurn } from '../latest-turn';
import { setZeroShot, type ZeroShotChoice } from './zero-shot';

const opening = new LatestTurn();

/** Where regions shall come from: selective search, the network that is open, or one to open first. */
export type WantedProposals =
  | { readonly kind: 'selective-search' }
  | { readonly kind: 'open'; readonly network: string }
  | ProposalNetworkSource;

/** Lets CLIP alone take its regions from there. A network that cannot be opened, or is cancelled, changes nothing. */
export async function chooseProposals(wanted: WantedProposals): Promise<void> {
  switch (wanted.kind) {
    case 'selective-search':
      cancelProposals();
      return look({ kind: 'selective-search' });
    case 'open':
      cancelProposals();
      return look({ kind: 'network', network: wanted.network });
    case 'known':
    case 'file':
      return openAndLook(wanted);
    default:
      return wanted satisfies never;
  }
}

async function openAndLook(wanted: ProposalNetworkSource): Promise<void> {
  const { setProposalStatus, proposalsOpened, storageChanged } = store.getState();
  const turn = opening.begin();
  setProposalStatus({ kind: 'opening', progress: null });
  try {
    const network = await engine().openProposals(wanted, {
      signal: turn.signal,
      onProgress: (progress) => {
        if (turn.isNewest()) setProposalStatus({ kind: 'opening', progress });
      },
    });
    if (!turn.isNewest()) return;
    proposalsOpened(network);
    await look({ kind: 'network', network: network.network });
  } catch (error) {
    if (!turn.isNewest()) return;
    const record = toErrorRecord(error);
    setProposalStatus(record.code === 'cancelled' ? { kind: 'idle' } : { kind: 'failed', error: record });
  } finally {
    // A download leaves files, also where it fails.
    if (wanted.kind === 'known') storageChanged();
  }
}

/** Ends the opening under way; what has arrived of a download is kept. */
export function cancelProposals(): void {
  opening.cancel();
  if (store.getState().proposalStatus.kind === 'failed') store.getState().setProposalStatus({ kind: 'idle' });
}

/** Where CLIP alone takes its regions from now; undefined without a model. */
export function chosenProposals(): ZeroShotChoice['proposalSource'] | undefined {
  return choiceNow()?.proposalSource;
}

function choiceNow(): ZeroShotChoice | undefined {
  return store.getState().detectors.find(({ zeroShot }) => zeroShot !== undefined)?.zeroShot;
}

/** With what CLIP alone looks for now, which may have changed while a network was opened. */
async function look(proposalSource: ZeroShotChoice['proposalSource']): Promise<void> {
  const choice = choiceNow();
  if (choice) await setZeroShot({ ...choice, proposalSource });
}
