import { useId, useMemo, useState } from 'react';
import { findingOrders, type FindingOrder } from '../../analysis/results/evaluation-queries';
import type { EvaluationRecords } from '../../analysis/results/evaluation-records';
import { findingKinds, type EvaluationSide } from '../../analysis/results/evaluation-sides';
import { findingItem, type PicturePlace } from '../../analysis/results/gallery-items';
import type { EvaluationFocus } from '../../state/store/evaluation-slice';
import { formatCount } from '../format';
import { GalleryGrid } from './GalleryGrid';
import { findingTexts } from '../common/evaluation-labels';
import { useEvaluationAnswer } from './use-evaluation-answer';
import { useGalleryLimit } from './use-gallery-limit';

const orderLabels: Readonly<Record<FindingOrder, string>> = {
  'score-down': 'Highest score first',
  'score-up': 'Lowest score first',
  'iou-down': 'Highest IoU first',
  'iou-up': 'Lowest IoU first',
  'size-down': 'Largest first',
};

interface FindingsGalleryProps {
  readonly records: EvaluationRecords;
  readonly side: EvaluationSide;
  readonly focus: Pick<EvaluationFocus, 'domain' | 'classIndex' | 'scoreThresh' | 'kind'>;
  readonly onKind: (kind: EvaluationFocus['kind']) => void;
  readonly onOpen: (place: PicturePlace) => void;
}

/** Every true positive, false positive and miss of what is looked at. */
export function FindingsGallery({ records, side, focus, onKind, onOpen }: FindingsGalleryProps) {
  const { domain, classIndex, scoreThresh, kind } = focus;
  const { classes, config } = records.a;
  const [order, setOrder] = useState<FindingOrder>('score-down');
  const [maxScore, setMaxScore] = useState(1);
  const id = useId();
  const { limit, showMore } = useGalleryLimit(`${kind}/${order}/${side}/${classIndex}/${domain}`);
  const query = { side, domain, classIndex, scoreThresh, kind, order, maxScore, limit };
  const answered = useEvaluationAnswer('findings', query, records);
  const items = useMemo(
    () => (answered?.answer.first ?? []).map((placed) => findingItem(placed, classes)),
    [answered, classes],
  );
  if (answered === null) return null;
  const { counts } = answered.answer;
  const shown = answered.query.kind;
  return (
    <>
      <div className="button-row">
        <fieldset className="segmented" aria-label="Kind of finding">
          {findingKinds.map((name) => (
            <button key={name} type="button" aria-pressed={name === kind} onClick={() => onKind(name)}>
              {findingTexts[name]} ({formatCount(counts[name])})
            </button>
          ))}
        </fieldset>
        <select
          className="select compact"
          aria-label="Order"
          value={order}
          onChange={(event) => setOrder(event.target.value as FindingOrder)}
        >
          {findingOrders.map((name) => (
            <option key={name} value={name}>
              {orderLabels[name]}
            </option>
          ))}
        </select>
        <div className="slider">
          <label htmlFor={id}>Score at most</label>
          <input
            id={id}
            type="range"
            min={0.05}
            max={1}
            step={0.01}
            value={maxScore}
            onChange={(event) => setMaxScore(Number(event.target.value))}
          />
          <output htmlFor={id}>{maxScore.toFixed(2)}</output>
        </div>
      </div>
      <GalleryGrid
        label={findingTexts[shown]}
        source={config.source}
        classes={classes}
        count={counts[shown]}
        items={items}
        onMore={showMore}
        onOpen={onOpen}
      />
    </>
  );
}
