import type { OffsetShape } from './offset-shape';
import type { ProtocolName } from './protocol';
import type { TrainingDomains } from './training-domains';

export const protocolTexts: Readonly<Record<ProtocolName, { readonly label: string; readonly help: string }>> = {
  code: {
    label: 'Released code',
    help: 'Unit embeddings, means over crops and dimensions, sum over targets ÷ (M + 1), batch norm frozen.',
  },
  paper: {
    label: 'Paper, as printed',
    help: 'Raw image embeddings z, sums over crops and dimensions, sum over targets, batch norm frozen.',
  },
  'code-batchnorm': {
    label: 'Released code, batch norm in training mode',
    help: 'As released: V_b then ignores the spatial mean of A_j, the only part that detector training uses. Needs a model whose batch norms are not folded.',
  },
};

export const offsetShapeTexts: Readonly<Record<OffsetShape, { readonly label: string; readonly help: string }>> = {
  grid: {
    label: 'Grid, H × W × C',
    help: 'Every cell of A_j is learned, as in the paper; detector training then takes their mean.',
  },
  pooled: { label: 'Pooled, 1 × 1 × C', help: 'One value per channel is learned: just what detector training adds.' },
};

export const trainingDomainTexts: Readonly<Record<TrainingDomains, { readonly label: string; readonly help: string }>> =
  {
    source: {
      label: 'Daytime clear',
      help: 'The other weathers stay unseen, as in the paper.',
    },
    all: {
      label: 'All five domains (oracle)',
      help: 'One is drawn for each image. The detector sees the target weathers, so it shows what is left to gain, and is no competitor.',
    },
  };
