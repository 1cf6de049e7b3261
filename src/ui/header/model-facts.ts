import type { DetectorInfo, ModelInfo } from '../../engine/engine';
import { formatBytes, formatCount } from '../format';

type TextInfo = ModelInfo['text'];

const activations: Readonly<Record<TextInfo['activation'], string>> = {
  'quick-gelu': 'QuickGELU',
  gelu: 'GELU',
  unknown: 'activation not recognised',
};

const origins: Readonly<Record<TextInfo['origin'], string>> = {
  onnx: '',
  repaired: ' (repaired)',
  generated: ', graph written here over the model’s weights',
};

/** The rows of the model card: names and texts. @param detectors the bundle's and those trained or opened here */
export function modelFacts(
  info: ModelInfo,
  detectors: readonly DetectorInfo[],
): readonly (readonly [name: string, text: string])[] {
  const { grid, text, vocabulary } = info;
  return [
    ['Name', info.name],
    ['Input', `${info.resolution} × ${info.resolution} pixels`],
    ['Blocks', `${info.blocks.join(', ')}; width ${info.width}`],
    ['Offset A', `${grid.channels} × ${grid.height} × ${grid.width}`],
    ['Embedding', `${info.embeddingDim} dimensions`],
    ['Text tower', `${activations[text.activation]}${origins[text.origin]}`],
    ['Tokenizer', text.tokenizer === 'model' ? 'the model’s own' : 'CLIP’s public vocabulary: the model brings none'],
    ['Batch norm', info.batchNormFolded ? 'folded into the weights' : 'unfolded'],
    ['Vocabulary', vocabulary ? `${formatCount(vocabulary.length)} caption words` : 'open: trained on web data'],
    ['Detectors', detectors.map(({ title }) => title).join(', ') || 'none'],
    ['Memory', memoryText(info, detectors)],
    ['Weights', info.hash.slice(0, 16)],
    ['From', originText(info)],
  ];
}

/** What the device must hold: for the whole detectors, the largest. */
function memoryText({ memory }: ModelInfo, detectors: readonly DetectorInfo[]): string {
  const largest = detectors.toSorted((a, b) => b.memory.peak - a.memory.peak)[0]?.memory;
  const detection = largest
    ? `; a detection at ${largest.image.width} × ${largest.image.height} takes about ${formatBytes(largest.peak)}`
    : '';
  return `${formatBytes(memory.weights)} of weights${detection}; optimising takes up to ${formatBytes(memory.optimisation)}`;
}

function originText({ origin }: ModelInfo): string {
  switch (origin.kind) {
    case 'page':
      return 'this page';
    case 'files':
      return 'files of this machine';
    case 'download':
      return `${origin.title}${origin.keptId === null ? ' (in memory only)' : ''}`;
    default:
      return origin satisfies never;
  }
}
