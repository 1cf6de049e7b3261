import { useMemo, useState } from 'react';
import { iou } from '../../geometry/iou';
import { deltaKinds, type DeltaKind } from '../../metrics/detection-delta';
import { explainFalseAlarm } from '../../metrics/false-alarm';
import type { PlacedPair } from '../../analysis/evaluation-analysis';
import type { EvaluationRecords } from '../../analysis/evaluation-records';
import { useStore } from '../../state/store/store';
import { classColour } from '../detect/class-colours';
import { formatCount } from '../format';
import type { ThumbnailBox } from './CropThumbnail';
import { GalleryGrid, type GalleryItem, type PicturePlace } from './GalleryGrid';
import { deltaTexts, domainTitle, falseAlarmText, formatScore } from './evaluation-labels';
import { useEvaluationAnswer } from './use-evaluation-answer';
import { useGalleryLimit } from './use-gallery-limit';

interface DeltaGalleryProps {
  readonly records: EvaluationRecords;
  readonly onOpen: (place: PicturePlace) => void;
}

/** Objects that the second detector gained, lost and kept above the threshold, and its false alarms; the largest change of score first. */
export function DeltaGallery({ records, onOpen }: DeltaGalleryProps) {
  const { domain, classIndex, scoreThresh } = useStore((state) => state.evaluationFocus);
  const [kind, setKind] = useState<DeltaKind>('gained');
  const { limit, showMore } = useGalleryLimit(`${kind}/${classIndex}/${domain}`);
  const answered = useEvaluationAnswer('changes', { domain, classIndex, scoreThresh, kind, limit }, records);
  const items = useMemo(
    () => (answered?.answer.first ?? []).map((pair) => galleryItem(pair, records.a.classes)),
    [answered, records.a.classes],
  );
  if (answered === null) return null;
  const { counts } = answered.answer;
  const shown = answered.query.kind;
  return (
    <>
      <div className="button-row">
        <fieldset className="segmented" aria-label="Kind of change">
          {deltaKinds.map((name) => (
            <button key={name} type="button" aria-pressed={name === kind} onClick={() => setKind(name)}>
              {deltaTexts[name]} ({formatCount(counts[name])})
            </button>
          ))}
        </fieldset>
        <span className="muted small">
          At the score threshold above. Solid: B. Dotted: A. Dashed: ground truth. Scores go from A to B; – is nothing
          at any score.
        </span>
      </div>
      <GalleryGrid
        label={deltaTexts[shown]}
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

function galleryItem(pair: PlacedPair, classes: readonly string[]): GalleryItem {
  const name = classes[pair.classIndex]!;
  const facts = factsOf(pair, classes);
  const boxes = boxesOf(pair);
  return {
    key: `${pair.domain}/${pair.image}/${pair.classIndex}/${boxes[0]!.box.join()}`,
    place: { domain: pair.domain, index: pair.image },
    boxes,
    caption: (
      <>
        <i style={{ background: classColour(pair.classIndex) }} />
        <strong>{name}</strong> {facts}
        <small>
          {domainTitle(pair.domain)} {pair.image + 1}
        </small>
      </>
    ),
    label: `${name} ${facts}, ${domainTitle(pair.domain)}, image ${pair.image + 1}`,
  };
}

/** Both scores, and of a false alarm why it is false. */
function factsOf({ a, b, gtBox, gtBoxes, classIndex }: PlacedPair, classes: readonly string[]): string {
  const [from, to] = [a, b].map((detection) => (detection === null ? '–' : formatScore(detection.score)));
  const scores = `${from} → ${to}`;
  const box = (b ?? a)?.box;
  if (gtBox !== null || box === undefined) return scores;
  return `${scores} · ${falseAlarmText(explainFalseAlarm({ classIndex, box }, gtBoxes), classes)}`;
}

/** What both have, over the object; a false alarm stands among the objects that it touches, of whatever class. */
function boxesOf({ a, b, gtBox, gtBoxes, classIndex }: PlacedPair): readonly ThumbnailBox[] {
  const colour = classColour(classIndex);
  const box = (b ?? a)?.box;
  const truth = gtBox === null ? gtBoxes.filter((gt) => box && iou(gt.box, box) > 0.05).map((gt) => gt.box) : [gtBox];
  return [
    ...(b ? [{ box: b.box, line: 'solid', colour } as const] : []),
    ...(a ? [{ box: a.box, line: 'dotted', colour } as const] : []),
    ...truth.map((object) => ({ box: object, line: 'dashed', colour: '#fff' }) as const),
  ];
}
