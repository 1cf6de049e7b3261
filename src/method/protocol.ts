/**
 * How the optimisation loss L_opt is put together: the paper and its released code differ in five places
 * (reference: vidit09/domaingen `modeling/meta_arch.py` `opt_offsets`), so each is a field here and nothing else branches.
 */
export interface Protocol {
  /** `unit`: z, z̄ and z* are unit vectors before they are compared; `raw`: as the attention pool returns them. */
  readonly embeddings: 'unit' | 'raw';
  /** How |z̄ − z| is reduced over the embedding dimensions. */
  readonly l1: 'mean' | 'sum';
  /** How both terms are reduced over the crops of a step. */
  readonly crops: 'mean' | 'sum';
  /** How both terms are reduced over the M target prompts. */
  readonly targets: 'sum' | 'sum/(M+1)';
  /** `frozen`: running statistics (the paper's frozen CLIP); `batch`: statistics of the crops, as released. */
  readonly batchNorm: 'frozen' | 'batch';
}

export const protocolNames = ['code', 'code-batchnorm', 'paper'] as const;

export type ProtocolName = (typeof protocolNames)[number];

/** The presets; `code` is the default. `code-batchnorm` needs a model whose batch norms are not folded. */
export const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  code: { embeddings: 'unit', l1: 'mean', crops: 'mean', targets: 'sum/(M+1)', batchNorm: 'frozen' },
  'code-batchnorm': { embeddings: 'unit', l1: 'mean', crops: 'mean', targets: 'sum/(M+1)', batchNorm: 'batch' },
  paper: { embeddings: 'raw', l1: 'sum', crops: 'sum', targets: 'sum', batchNorm: 'frozen' },
};
