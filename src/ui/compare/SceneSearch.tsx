import { ChevronLeft } from 'lucide-react';
import type { Action } from '../../state/actions/action';
import { ActionButton } from '../common/ActionButton';
import type { SceneOrder } from './use-compare';

interface SceneSearchProps {
  readonly order: SceneOrder;
  /** Scenes of which it is not known what both detectors find. */
  readonly unknown: number;
  /** Whether what is known was recorded. */
  readonly isRecorded: boolean;
  /** Whether there is a model. */
  readonly isReady: boolean;
  /** How far the search through other scenes is; null where there is none. */
  readonly search: { readonly done: number; readonly total: number } | null;
  readonly next: Action;
  readonly previous: Action;
  readonly onOrder: (order: SceneOrder) => void;
  /** Detects in all scenes that are not known. */
  readonly onLook: () => void;
  readonly onCancel: () => void;
}

/** The order of the gallery, and the way to the next scene where the detectors differ. */
export function SceneSearch(props: SceneSearchProps) {
  const { order, unknown, isRecorded, isReady, search, next, previous, onOrder, onLook, onCancel } = props;
  return (
    <div className="scene-search">
      {isRecorded ? (
        <span
          className="badge recorded"
          title="What A and B find in these scenes was recorded with the shipped detectors; the score threshold acts on it. All classes count."
        >
          Recorded
        </span>
      ) : null}
      <button
        type="button"
        className="button compact"
        aria-pressed={order === 'difference'}
        title="First those scenes in which only one of the detectors finds an object, by the number of such objects"
        onClick={() => onOrder(order === 'difference' ? 'listed' : 'difference')}
      >
        By difference
      </button>
      {search ? (
        <>
          <span role="status" className="small number">
            Looking, {search.done} of {search.total}
          </span>
          <button type="button" className="button compact" onClick={onCancel}>
            Cancel
          </button>
        </>
      ) : (
        <>
          {order === 'difference' && unknown > 0 && isReady ? (
            <button type="button" className="button compact" onClick={onLook}>
              Detect in {unknown} scenes
            </button>
          ) : null}
          <ActionButton action={previous} icon={<ChevronLeft />} className="compact" disabled={!isReady} />
          <ActionButton action={next} label="Next difference" className="compact" disabled={!isReady} />
        </>
      )}
    </div>
  );
}
