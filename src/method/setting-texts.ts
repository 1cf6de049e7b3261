import type { OffsetShape } from './offset-shape';
import type { ProtocolName } from './protocol';

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
