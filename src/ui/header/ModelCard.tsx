import type { ModelInfo } from '../../engine/engine';
import { useStore } from '../../state/store';
import { TextTowerNotice, textTowerFacts } from './TextTower';
import { formatCount } from '../format';

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
    ['Weights', info.hash.slice(0, 16)],
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
      {info.vocabulary ? (
        <p className="small muted" style={{ marginTop: 8 }}>
          A small CLIP of our own, trained on captioned scenes of all weathers, as CLIP has seen all weathers. The
          detectors were trained on daytime-clear scenes only.
        </p>
      ) : null}
    </>
  );
}
