import { useMemo, useState } from 'react';
import type { EvaluationRecords } from '../../analysis/results/evaluation-records';
import { changeItem, type PicturePlace } from '../../analysis/results/gallery-items';
import { deltaKinds, type DeltaKind } from '../../metrics/detection-delta';
import type { EvaluationFocus } from '../../state/store/evaluation-slice';
import { formatCount } from '../format';
import { GalleryGrid } from './GalleryGrid';
import { deltaTexts } from '../common/evaluation-labels';
import { useEvaluationAnswer } from './use-evaluation-answer';
import { useGalleryLimit } from './use-gallery-limit';

interface DeltaGalleryProps {
  readonly records: EvaluationRecords;
  readonly focus: Pick<EvaluationFocus, 'domain' | 'classIndex' | 'scoreThresh'>;
  readonly onOpen: (place: PicturePlace) => void;
}

/** Objects that the second detector gained, lost and kept above the threshold, and its false alarms; the largest change of score first. */
export function DeltaGallery({ records, focus, onOpen }: DeltaGalleryProps) {
  const { domain, classIndex, scoreThresh } = focus;
  const { classes, config } = records.a;
  const [kind, setKind] = useState<DeltaKind>('gained');
  const { limit, showMore } = useGalleryLimit(`${kind}/${classIndex}/${domain}`);
  const answered = useEvaluationAnswer('changes', { domain, classIndex, scoreThresh, kind, limit }, records);
  const items = useMemo(
    () => (answered?.answer.first ?? []).map((pair) => changeItem(pair, classes)),
    [answered, classes],
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
