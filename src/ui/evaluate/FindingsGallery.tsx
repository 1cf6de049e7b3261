import { useCallback, useDeferredValue, useId, useMemo, useState } from 'react';
import type { BoxXYXY } from '../../geometry/box';
import { iou } from '../../geometry/iou';
import type { EvaluatedImage } from '../../metrics/evaluated-image';
import { explainFalseAlarm } from '../../metrics/false-alarm';
import { listFindings, type Finding } from '../../metrics/findings';
import type { EvaluationRecord } from '../../runs/evaluation-record';
import { matchesOf, scopeOf } from '../../state/evaluation-analysis';
import { findingKinds } from '../../state/evaluation-slice';
import { store, useStore } from '../../state/store';
import { classColour } from '../detect/class-colours';
import { formatCount } from '../format';
import type { ThumbnailBox } from './CropThumbnail';
import { GalleryGrid, type GalleryItem, type PicturePlace } from './GalleryGrid';
import { domainTitle, falseAlarmText, findingTexts, formatScore } from './labels';

const orders = {
  'score-down': { label: 'Highest score first', compare: (a, b) => b.score - a.score },
  'score-up': { label: 'Lowest score first', compare: (a, b) => a.score - b.score },
  'iou-down': { label: 'Highest IoU first', compare: (a, b) => iouOf(b) - iouOf(a) },
  'iou-up': { label: 'Lowest IoU first', compare: (a, b) => iouOf(a) - iouOf(b) },
  'size-down': { label: 'Largest first', compare: (a, b) => areaOf(b) - areaOf(a) },
} as const satisfies Record<string, { readonly label: string; readonly compare: (a: Finding, b: Finding) => number }>;

interface FindingsGalleryProps {
  readonly record: EvaluationRecord;
  readonly onOpen: (place: PicturePlace) => void;
}

/** Every true positive, false positive and miss of what is looked at. */
export function FindingsGallery({ record, onOpen }: FindingsGalleryProps) {
  const { domain, classIndex, scoreThresh, kind } = useStore((state) => state.evaluationFocus);
  const { setEvaluationFocus } = store.getState();
  const [order, setOrder] = useState<keyof typeof orders>('score-down');
  const [maxScore, setMaxScore] = useState(1);
  const thresh = useDeferredValue(scoreThresh);
  const upTo = useDeferredValue(maxScore);
  const id = useId();
  const scope = scopeOf(record, domain);
  const findings = useMemo(
    () =>
      listFindings(scope.images, matchesOf(scope, classIndex), thresh).filter(
        (finding) => finding.kind === 'miss' || finding.score <= upTo,
      ),
    [scope, classIndex, thresh, upTo],
  );
  const shown = useMemo(
    () => findings.filter((finding) => finding.kind === kind).sort(orders[order].compare),
    [findings, kind, order],
  );
  const item = useCallback(
    (index: number): GalleryItem => {
      const finding = shown[index]!;
      const place = scope.places[finding.image]!;
      const name = record.classes[finding.classIndex]!;
      const image = scope.images[finding.image]!;
      const facts = factsOf(finding, image, record.classes);
      return {
        key: `${place.domain}/${place.index}/${finding.classIndex}/${finding.box.join()}`,
        place,
        boxes: boxesOf(finding, image),
        caption: (
          <>
            <i style={{ background: classColour(finding.classIndex) }} />
            <strong>{name}</strong> {facts}
            <small>
              {domainTitle(place.domain)} {place.index + 1}
            </small>
          </>
        ),
        label: `${name} ${facts}, ${domainTitle(place.domain)}, image ${place.index + 1}`,
      };
    },
    [shown, scope, record.classes],
  );
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
              {findingTexts[name]} ({formatCount(findings.filter((finding) => finding.kind === name).length)})
            </button>
          ))}
        </fieldset>
        <select
          className="select compact"
          aria-label="Order"
          value={order}
          onChange={(event) => setOrder(event.target.value as keyof typeof orders)}
        >
          {Object.entries(orders).map(([name, { label }]) => (
            <option key={name} value={name}>
              {label}
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
        key={`${kind}/${order}/${classIndex}/${domain}`}
        label={findingTexts[kind]}
        source={record.config.source}
        count={shown.length}
        item={item}
        empty="None here. Choose another kind, class, domain or threshold."
        onOpen={onOpen}
      />
    </>
  );
}

/** A score with its IoU, or why it is false. */
function factsOf(finding: Finding, { gtBoxes }: EvaluatedImage, classes: readonly string[]): string {
  if (finding.kind === 'miss') return finding.score > 0 ? `only ${formatScore(finding.score)}` : 'not found';
  const score = formatScore(finding.score);
  if (finding.kind === 'true-positive') return `${score} · IoU ${formatScore(finding.iou)}`;
  return `${score} · ${falseAlarmText(explainFalseAlarm(finding, gtBoxes), classes)}`;
}

/** A false positive stands among the objects that it touches, of whatever class. */
function boxesOf(finding: Finding, { gtBoxes }: EvaluatedImage): readonly ThumbnailBox[] {
  const truth = (box: BoxXYXY): ThumbnailBox => ({ box, line: 'dashed', colour: '#fff' });
  if (finding.kind === 'miss') return [truth(finding.box)];
  const found: ThumbnailBox = { box: finding.box, line: 'solid', colour: classColour(finding.classIndex) };
  const touched = gtBoxes.filter(({ box }) => iou(box, finding.box) > 0.05);
  return [found, ...(finding.gtBox ? [truth(finding.gtBox)] : touched.map(({ box }) => truth(box)))];
}

function iouOf(finding: Finding): number {
  return finding.kind === 'miss' ? 0 : finding.iou;
}

function areaOf({ box: [x1, y1, x2, y2] }: Finding): number {
  return (x2 - x1) * (y2 - y1);
}
