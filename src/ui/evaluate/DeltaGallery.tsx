import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { JudgedDetection } from '../../metrics/detection-delta';
import type { EvaluationRecord } from '../../runs/evaluation-record';
import { domainDeltas, pairedDomains, type PlacedDelta } from '../../state/evaluation-analysis';
import { useStore } from '../../state/store';
import { classColour } from '../detect/class-colours';
import { formatCount } from '../format';
import type { ThumbnailBox } from './CropThumbnail';
import { GalleryGrid, type GalleryItem, type PicturePlace } from './GalleryGrid';
import { domainTitle, formatScore } from './labels';

const kinds = ['gained', 'lost', 'changed'] as const;
const kindTexts = { gained: 'Gained by B', lost: 'Lost by B', changed: 'In both' } as const;
const verdicts = {
  all: { label: 'True and false positives', accepts: () => true },
  true: { label: 'Only true positives', accepts: (delta: PlacedDelta) => verdictOf(delta) },
  false: { label: 'Only false positives', accepts: (delta: PlacedDelta) => !verdictOf(delta) },
} as const;

interface DeltaGalleryProps {
  readonly a: EvaluationRecord;
  readonly b: EvaluationRecord;
  readonly onOpen: (place: PicturePlace) => void;
}

/** What the second detector gained, lost and scores otherwise on the same images, the largest change of score first. */
export function DeltaGallery({ a, b, onOpen }: DeltaGalleryProps) {
  const { domain, classIndex, scoreThresh } = useStore((state) => state.evaluationFocus);
  const [kind, setKind] = useState<(typeof kinds)[number]>('gained');
  const [verdict, setVerdict] = useState<keyof typeof verdicts>('all');
  const thresh = useDeferredValue(scoreThresh);
  const deltas = useMemo(
    () =>
      pairedDomains(a, b)
        .filter(({ name }) => domain === null || name === domain)
        .flatMap((pair) => domainDeltas(pair, a.classes.length))
        .filter(
          (delta) =>
            (classIndex === null || delta.classIndex === classIndex) &&
            Math.max(...detectionsOf(delta).map(({ score }) => score)) > thresh &&
            verdicts[verdict].accepts(delta),
        )
        .sort((x, y) => Math.abs(y.scoreChange) - Math.abs(x.scoreChange)),
    [a, b, domain, classIndex, thresh, verdict],
  );
  const shown = useMemo(() => deltas.filter((delta) => delta.kind === kind), [deltas, kind]);
  const item = useCallback(
    (index: number): GalleryItem => {
      const delta = shown[index]!;
      const name = a.classes[delta.classIndex]!;
      const facts = factsOf(delta);
      return {
        key: `${delta.domain}/${delta.image}/${delta.classIndex}/${detectionsOf(delta)[0]!.box.join()}`,
        place: { domain: delta.domain, index: delta.image },
        boxes: boxesOf(delta),
        caption: (
          <>
            <i style={{ background: classColour(delta.classIndex) }} />
            <strong>{name}</strong> {facts}
            <small>
              {domainTitle(delta.domain)} {delta.image + 1}
            </small>
          </>
        ),
        label: `${name} ${facts}, ${domainTitle(delta.domain)}, image ${delta.image + 1}`,
      };
    },
    [shown, a.classes],
  );
  return (
    <>
      <div className="button-row">
        <fieldset className="segmented" aria-label="Kind of change">
          {kinds.map((name) => (
            <button key={name} type="button" aria-pressed={name === kind} onClick={() => setKind(name)}>
              {kindTexts[name]} ({formatCount(deltas.filter((delta) => delta.kind === name).length)})
            </button>
          ))}
        </fieldset>
        <select
          className="select compact"
          aria-label="Verdict"
          value={verdict}
          onChange={(event) => setVerdict(event.target.value as keyof typeof verdicts)}
        >
          {Object.entries(verdicts).map(([name, { label }]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
        <span className="muted small">Solid: B. Dotted: A. Scores above the threshold in at least one of them.</span>
      </div>
      <GalleryGrid
        key={`${kind}/${verdict}/${classIndex}/${domain}`}
        label={kindTexts[kind]}
        source={a.config.source}
        count={shown.length}
        item={item}
        empty="None here. Choose another kind, class, domain or threshold."
        onOpen={onOpen}
      />
    </>
  );
}

function detectionsOf(delta: PlacedDelta): readonly JudgedDetection[] {
  switch (delta.kind) {
    case 'gained':
      return [delta.b];
    case 'lost':
      return [delta.a];
    case 'changed':
      return [delta.b, delta.a];
    default:
      return delta satisfies never;
  }
}

/** Whether either detection is a true positive. */
function verdictOf(delta: PlacedDelta): boolean {
  return detectionsOf(delta).some(({ truePositive }) => truePositive);
}

function boxesOf(delta: PlacedDelta): readonly ThumbnailBox[] {
  const colour = classColour(delta.classIndex);
  const solid = ({ box }: JudgedDetection): ThumbnailBox => ({ box, line: 'solid', colour });
  const dotted = ({ box }: JudgedDetection): ThumbnailBox => ({ box, line: 'dotted', colour: '#fff' });
  switch (delta.kind) {
    case 'gained':
      return [solid(delta.b)];
    case 'lost':
      return [dotted(delta.a)];
    case 'changed':
      return [solid(delta.b), dotted(delta.a)];
    default:
      return delta satisfies never;
  }
}

function factsOf(delta: PlacedDelta): string {
  const text = ({ score, truePositive }: JudgedDetection) => `${formatScore(score)} ${truePositive ? 'TP' : 'FP'}`;
  switch (delta.kind) {
    case 'gained':
      return text(delta.b);
    case 'lost':
      return text(delta.a);
    case 'changed':
      return `${text(delta.a)} → ${text(delta.b)}`;
    default:
      return delta satisfies never;
  }
}
