import { useId, useMemo, useState } from 'react';
import type { BoxXYXY } from '../../geometry/box';
import { iou } from '../../geometry/iou';
import type { GtBox } from '../../metrics/evaluated-image';
import { explainFalseAlarm } from '../../metrics/false-alarm';
import type { Finding } from '../../metrics/findings';
import { findingOrders, type FindingOrder, type PlacedFinding } from '../../analysis/evaluation-queries';
import { findingKinds } from '../../analysis/evaluation-sides';
import { store, useStore } from '../../state/store/store';
import { classColour } from '../detect/class-colours';
import { formatCount } from '../format';
import type { ThumbnailBox } from './CropThumbnail';
import { GalleryGrid, type GalleryItem, type PicturePlace } from './GalleryGrid';
import { domainTitle, falseAlarmText, findingTexts, formatScore } from './evaluation-labels';
import type { LookedSide } from './looked-side';
import { useEvaluationAnswer } from './use-evaluation-answer';
import { useGalleryLimit } from './use-gallery-limit';

const orderLabels: Readonly<Record<FindingOrder, string>> = {
  'score-down': 'Highest score first',
  'score-up': 'Lowest score first',
  'iou-down': 'Highest IoU first',
  'iou-up': 'Lowest IoU first',
  'size-down': 'Largest first',
};

interface FindingsGalleryProps extends LookedSide {
  readonly onOpen: (place: PicturePlace) => void;
}

/** Every true positive, false positive and miss of what is looked at. */
export function FindingsGallery({ records, side, onOpen }: FindingsGalleryProps) {
  const { domain, classIndex, scoreThresh, kind } = useStore((state) => state.evaluationFocus);
  const { setEvaluationFocus } = store.getState();
  const [order, setOrder] = useState<FindingOrder>('score-down');
  const [maxScore, setMaxScore] = useState(1);
  const id = useId();
  const { limit, showMore } = useGalleryLimit(`${kind}/${order}/${side}/${classIndex}/${domain}`);
  const query = { side, domain, classIndex, scoreThresh, kind, order, maxScore, limit };
  const answered = useEvaluationAnswer('findings', query, records);
  const items = useMemo(
    () => (answered?.answer.first ?? []).map((placed) => galleryItem(placed, records.a.classes)),
    [answered, records.a.classes],
  );
  if (answered === null) return null;
  const { counts } = answered.answer;
  const shown = answered.query.kind;
  return (
    <>
      <div className="button-row">
        <fieldset className="segmented" aria-label="Kind of finding">
          {findingKinds.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === kind}
              onClick={() => setEvaluationFocus({ kind: name })}
            >
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
        source={records.a.config.source}
        count={counts[shown]}
        items={items}
        onMore={showMore}
        empty="None here. Choose another kind, class, domain or threshold."
        onOpen={onOpen}
      />
    </>
  );
}

function galleryItem({ finding, domain, index, gtBoxes }: PlacedFinding, classes: readonly string[]): GalleryItem {
  const name = classes[finding.classIndex]!;
  const facts = factsOf(finding, gtBoxes, classes);
  return {
    key: `${domain}/${index}/${finding.classIndex}/${finding.box.join()}`,
    place: { domain, index },
    boxes: boxesOf(finding, gtBoxes),
    caption: (
      <>
        <i style={{ background: classColour(finding.classIndex) }} />
        <strong>{name}</strong> {facts}
        <small>
          {domainTitle(domain)} {index + 1}
        </small>
      </>
    ),
    label: `${name} ${facts}, ${domainTitle(domain)}, image ${index + 1}`,
  };
}

/** A score with its IoU, or why it is false. */
function factsOf(finding: Finding, gtBoxes: readonly GtBox[], classes: readonly string[]): string {
  if (finding.kind === 'miss') return finding.score > 0 ? `only ${formatScore(finding.score)}` : 'not found';
  const score = formatScore(finding.score);
  if (finding.kind === 'true-positive') return `${score} · IoU ${formatScore(finding.iou)}`;
  return `${score} · ${falseAlarmText(explainFalseAlarm(finding, gtBoxes), classes)}`;
}

/** A false positive stands among the objects that it touches, of whatever class. */
function boxesOf(finding: Finding, gtBoxes: readonly GtBox[]): readonly ThumbnailBox[] {
  const truth = (box: BoxXYXY): ThumbnailBox => ({ box, line: 'dashed', colour: '#fff' });
  if (finding.kind === 'miss') return [truth(finding.box)];
  const found: ThumbnailBox = { box: finding.box, line: 'solid', colour: classColour(finding.classIndex) };
  const touched = gtBoxes.filter(({ box }) => iou(box, finding.box) > 0.05);
  return [found, ...(finding.gtBox ? [truth(finding.gtBox)] : touched.map(({ box }) => truth(box)))];
}
