import { learnedFile } from '../reproduce/learned-file';
import { benchmarkDomains, sourceDomain } from '../../src/scenes/conditions';

const offsets = learnedFile('weather');
const styles = learnedFile('styles');

/** One line of the table as the twin trains it. */
export interface TwinRow {
  readonly title: string;
  /** A method of `tools/twin/torch/methods`. */
  readonly method: string;
  /** The file of what it learned, relative to the root, or null for nothing; `{seed}` stands for the run's seed. */
  readonly learned: string | null;
  /** Domains of the training images, one of which is drawn for each image. */
  readonly domains: readonly string[];
}

const source = { learned: null, domains: [sourceDomain] } as const;

export const twinRows = {
  none: { ...source, title: 'No augmentation', method: 'none' },
  additive: { ...source, title: 'CLIP the Gap', method: 'additive', learned: offsets },
  random: { ...source, title: 'Random offsets', method: 'random', learned: offsets },
  jitter: { ...source, title: 'Photometric jitter', method: 'jitter' },
  'jitter-wide': { ...source, title: 'Photometric jitter, contrast .1 to 1.6', method: 'jitter-wide' },
  corruptions: { ...source, title: 'Corruption diversification', method: 'corruptions' },
  'jitter-corruptions': { ...source, title: 'Photometric jitter and corruptions', method: 'jitter-corruptions' },
  randconv: { ...source, title: 'RandConv', method: 'randconv' },
  physics: { ...source, title: 'Physics of fog and night', method: 'physics' },
  mixstyle: { ...source, title: 'MixStyle', method: 'mixstyle' },
  np: { ...source, title: 'Normalisation perturbation', method: 'np' },
  pin: { ...source, title: 'PIN (PØDA)', method: 'pin', learned: styles },
  'pin-mix': { ...source, title: 'PIN, mixed by channel (FAMix)', method: 'pin-mix', learned: styles },
  headroom: {
    ...source,
    title: 'Trained on all five domains',
    method: 'none',
    domains: benchmarkDomains.map(({ name }) => name),
  },
} as const satisfies Record<string, TwinRow>;

export type TwinRowName = keyof typeof twinRows;

export const twinRowNames = Object.keys(twinRows) as readonly TwinRowName[];
