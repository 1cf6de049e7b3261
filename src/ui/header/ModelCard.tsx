import type { DetectorInfo, ModelInfo } from '../../engine/engine';
import { useStore } from '../../state/store/store';
import { formatBytes, formatCount } from '../format';
import { ModelCheckLine } from './ModelCheckLine';
import { TextTowerNotice, textTowerFacts } from './TextTower';

export function ModelCard({ info }: { readonly info: ModelInfo }) {
  const detectors = useStore((state) => state.detectors);
  const { grid } = info;
  const rows: readonly (readonly [string, string])[] = [
    ['Name', info.name],
    ['Input', `${info.resolution} × ${info.resolution} pixels`],
    ['Blocks', `${info.blocks.join(', ')}; width ${info.width}`],
    ['Offset A', `${grid.channels} × ${grid.height} × ${grid.width}`],
    ['Embedding', `${info.embeddingDim} dimensions`],
    ...textTowerFacts(info.text),
    ['Batch norm', info.batchNormFolded ? 'folded into the weights' : 'unfolded'],
    [
      'Vocabulary',
      info.vocabulary ? `${formatCount(info.vocabulary.length)} caption words` : 'open: trained on web data',
    ],
    ['Detectors', detectors.map(({ title }) => title).join(', ') || 'none'],
    ['Memory', memoryText(info, detectors)],
    ['Weights', info.hash.slice(0, 16)],
    ['From', originText(info)],
  ];
  return (
    <>
      <dl className="facts-list">
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <TextTowerNotice text={info.text} />
      <ModelCheckLine />
      {info.vocabulary ? (
        <p className="small muted" style={{ marginTop: 8 }}>
          A small CLIP of our own, trained on captioned scenes of all weathers, as CLIP has seen all weathers. The
          detectors were trained on daytime-clear scenes only.
        </p>
      ) : null}
    </>
  );
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
