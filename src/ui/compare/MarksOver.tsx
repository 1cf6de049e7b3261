import type { ViewTransform } from '../../analysis/detection/view-transform';
import type { DrawnMark } from '../../analysis/detection/comparison/drawn-marks';
import type { GroundTruth } from '../../analysis/detection/evaluate-pane';
import { MarkCard, type NearMiss } from './MarkCard';
import { MarkLabels } from './MarkLabels';
import { MarkLayer } from './MarkLayer';

export interface ShownMarks {
  readonly drawn: readonly DrawnMark[];
  readonly groundTruth: readonly GroundTruth[];
  readonly labels: boolean;
  readonly markedId: string | null;
  readonly near: Readonly<Record<'a' | 'b', NearMiss | null>>;
  readonly onMark: (id: string | null) => void;
}

interface MarksOverProps extends ShownMarks {
  readonly transform: ViewTransform;
  readonly view: { readonly width: number; readonly height: number };
}

/** Boxes, labels and what is said of the one that is pointed at. */
export function MarksOver({ drawn, groundTruth, labels, markedId, near, onMark, transform, view }: MarksOverProps) {
  const marked = drawn.find(({ mark }) => mark.id === markedId);
  return (
    <>
      <MarkLayer
        marks={drawn}
        groundTruth={groundTruth}
        transform={transform}
        markedId={marked ? markedId : null}
        onMark={onMark}
      />
      {labels ? (
        <MarkLabels marks={drawn} transform={transform} view={view} markedId={marked ? markedId : null} />
      ) : null}
      {marked ? <MarkCard drawn={marked} near={near} transform={transform} view={view} /> : null}
    </>
  );
}
