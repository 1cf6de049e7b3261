import { Pause, Play } from 'lucide-react';
import type { ShownSide } from '../../analysis/detection/comparison/drawn-marks';
import type { Viewport } from '../../analysis/detection/viewport';
import type { Action } from '../../state/actions/action';
import type { PaneId } from '../../state/store/panes/detection-slice';
import type { Picture } from '../../state/store/panes/scene-slice';
import { Viewer } from '../detect/Viewer';
import { MarksOver, type ShownMarks } from './MarksOver';
import { type ComparisonMode, paneLetter } from './use-compare';

interface OnePictureProps {
  readonly mode: ComparisonMode;
  /** Of the left pane, the right one, and both on each other. */
  readonly marks: Readonly<Record<ShownSide, ShownMarks>>;
  readonly picture: Picture | null;
  readonly viewport: Viewport;
  readonly onViewport: (viewport: Viewport) => void;
  readonly swipeAt: number;
  readonly onSwipe: (at: number) => void;
  readonly shows: PaneId;
  /** Whether a blinking picture changes by itself. */
  readonly goes: boolean;
  readonly flip: Action;
  readonly onShow: (pane: PaneId) => void;
  readonly onGo: (goes: boolean) => void;
}

/** Both detectors' boxes over one picture; nothing where each has its own. */
export function OnePicture(props: OnePictureProps) {
  const { mode, marks, picture, viewport, onViewport, swipeAt, onSwipe, shows } = props;
  if (mode === 'side') return null;
  const title = picture?.title ?? 'No picture yet';
  const single = mode === 'overlay' ? marks.both : shows === 'left' ? marks.a : marks.b;
  const line = `(var(--swipe-thumb) / 2 + (100% - var(--swipe-thumb)) * ${swipeAt})`;
  return (
    <div className="one-picture">
      <Viewer
        image={picture?.image ?? null}
        viewport={viewport}
        onViewport={onViewport}
        label={`${title}: both detectors`}
      >
        {(transform, view) =>
          mode === 'swipe' ? (
            <>
              <div className="swiped" style={{ clipPath: `inset(0 calc(100% - ${line}) 0 0)` }}>
                <MarksOver {...marks.a} transform={transform} view={view} />
              </div>
              <div className="swiped" style={{ clipPath: `inset(0 0 0 calc${line})` }}>
                <MarksOver {...marks.b} transform={transform} view={view} />
              </div>
              <SwipeLine at={swipeAt} left={`calc${line}`} onSwipe={onSwipe} />
            </>
          ) : (
            <>
              <MarksOver {...single} transform={transform} view={view} />
              {mode === 'blink' ? <strong className="blink-letter">{paneLetter(shows)}</strong> : null}
            </>
          )
        }
      </Viewer>
      {mode === 'blink' ? <BlinkButtons {...props} /> : null}
    </div>
  );
}

interface SwipeLineProps {
  readonly at: number;
  /** Where the line stands, in CSS. */
  readonly left: string;
  readonly onSwipe: (at: number) => void;
}

function SwipeLine({ at, left, onSwipe }: SwipeLineProps) {
  return (
    <>
      <div className="swipe-line" style={{ left }} aria-hidden="true">
        <b>A</b>
        <b>B</b>
      </div>
      <input
        type="range"
        className="swipe-range"
        min={0}
        max={1}
        step={0.01}
        value={at}
        aria-label="Where A’s boxes end and B’s begin"
        onChange={(event) => onSwipe(Number(event.target.value))}
        // The picture is not moved with it.
        onPointerDown={(event) => event.stopPropagation()}
      />
    </>
  );
}

function BlinkButtons({ shows, goes, flip, onShow, onGo }: OnePictureProps) {
  return (
    <div className="button-row">
      <fieldset className="segmented" aria-label="Boxes shown">
        {(['left', 'right'] as const).map((pane) => (
          <button
            key={pane}
            type="button"
            aria-pressed={shows === pane}
            title={`The key ${flip.keyLabel} changes between them`}
            onClick={() => onShow(pane)}
          >
            {paneLetter(pane)}
          </button>
        ))}
      </fieldset>
      <button type="button" className="button compact" onClick={() => onGo(!goes)}>
        {goes ? <Pause /> : <Play />}
        {goes ? 'Pause' : 'Blink'}
      </button>
    </div>
  );
}
