import { X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Detection } from '../../geometry/detections';
import type { EvaluationSource } from '../../engine/engine';
import type { RgbImage } from '../../geometry/rgb-image';
import { findingsOfImage } from '../../metrics/findings';
import { fromImageRows } from '../../metrics/image-rows';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { evaluatedPicture } from '../../state/files/evaluated-pictures';
import { evaluationSides } from '../../analysis/evaluation-sides';
import { toErrorRecord } from '../../state/store/report-error';
import { toImageData } from '../../formats/images/rgb-canvas';
import { store, useStore } from '../../state/store/store';
import { BoxOverlay } from '../detect/BoxOverlay';
import type { PicturePlace } from './GalleryGrid';
import { domainTitle } from './evaluation-labels';

const shownWidth = 420;

interface PictureDialogProps {
  readonly records: Readonly<Record<'a' | 'b', EvaluationRecord | null>>;
  readonly place: PicturePlace;
  readonly onClose: () => void;
}

/** One evaluated image as each detector sees it, above the score threshold. */
export function PictureDialog({ records, place, onClose }: PictureDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { source } = records.a!.config;
  const picture = usePicture(source, place);
  const title = `${domainTitle(place.domain)}, image ${place.index + 1}`;
  const openInDetect = (image: RgbImage) => {
    const { addOwnImage, choosePicture, setView } = store.getState();
    choosePicture(
      source.kind === 'builtin'
        ? { kind: 'scene', index: place.index, condition: place.domain }
        : addOwnImage(`${source.title}, ${title}`, image),
    );
    setView('detect');
  };
  return (
    <dialog ref={dialog} className="help picture-dialog" aria-labelledby="picture-title" onClose={onClose}>
      <div className="help-head">
        <h2 id="picture-title">{title}</h2>
        <div className="button-row">
          {picture.kind === 'ready' && (source.kind === 'data-set' || source.split === 'test') ? (
            <button type="button" className="button compact" onClick={() => openInDetect(picture.image)}>
              Open in Detect
            </button>
          ) : null}
          <button type="button" className="button quiet icon" aria-label="Close picture" onClick={onClose}>
            <X />
          </button>
        </div>
      </div>
      <div className="picture-pair">
        {picture.kind === 'failed' ? <p className="problem">{picture.reason}</p> : null}
        {picture.kind === 'ready'
          ? evaluationSides.map((side) =>
              records[side] ? (
                <JudgedPicture key={side} side={side} record={records[side]} place={place} image={picture.image} />
              ) : null,
            )
          : null}
      </div>
      <p className="muted small">
        Solid: detected, in the colour of the class; long dashes and a × mark false positives. White dashes: ground
        truth.
      </p>
    </dialog>
  );
}

type PictureState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly image: RgbImage }
  | { readonly kind: 'failed'; readonly reason: string };

/** The picture at a place; those of data sets are read from the disk. */
function usePicture(source: EvaluationSource, { domain, index }: PicturePlace): PictureState {
  const [state, setState] = useState<PictureState>({ kind: 'loading' });
  useEffect(() => {
    let gone = false;
    const show = (next: PictureState) => {
      if (!gone) setState(next);
    };
    evaluatedPicture(source, domain, index).then(
      (image) => show({ kind: 'ready', image }),
      (error: unknown) => {
        const { message, hint } = toErrorRecord(error);
        show({ kind: 'failed', reason: `${message} ${hint}` });
      },
    );
    return () => {
      gone = true;
    };
  }, [source, domain, index]);
  return state;
}

interface JudgedPictureProps {
  readonly side: 'a' | 'b';
  readonly record: EvaluationRecord;
  readonly place: PicturePlace;
  readonly image: RgbImage;
}

function JudgedPicture({ side, record, place, image }: JudgedPictureProps) {
  const scoreThresh = useStore((state) => state.evaluationFocus.scoreThresh);
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => canvas.current?.getContext('2d')?.putImageData(toImageData(image), 0, 0), [image]);
  const rows = record.domains.find(({ name }) => name === place.domain)?.images[place.index];
  const evaluated = rows && fromImageRows(rows);
  // Images are matched each on its own.
  const findings = evaluated ? findingsOfImage(evaluated, record.classes.length, scoreThresh) : [];
  const className = (classIndex: number) => record.classes[classIndex]!;
  const found = findings.filter((finding) => finding.kind !== 'miss').sort((x, y) => y.score - x.score);
  const detections = found.map(({ classIndex, score, box }, region): Detection => ({
    classIndex,
    score,
    box,
    region,
    className: className(classIndex),
  }));
  const groundTruth = (evaluated?.gtBoxes ?? []).map(({ classIndex, box }) => ({
    className: className(classIndex),
    box,
  }));
  const missed = findings.length - found.length;
  const ignored = (evaluated?.gtBoxes ?? []).filter(({ difficult }) => difficult === true).length;
  const correct = found.filter(({ kind }) => kind === 'true-positive').length;
  return (
    <figure>
      <figcaption className="small">
        <strong>{side.toUpperCase()}</strong> {record.title}: {correct} of {groundTruth.length - ignored} found,{' '}
        {found.length - correct} false, {missed} missed
        {ignored === 0 ? '' : `; ${ignored} difficult or crowd, not counted`}
      </figcaption>
      <div className="viewer still" style={{ aspectRatio: image.width / image.height, width: shownWidth }}>
        <canvas ref={canvas} width={image.width} height={image.height} style={{ width: '100%', height: '100%' }} />
        <BoxOverlay
          detections={detections}
          groundTruth={groundTruth}
          evaluation={{
            verdicts: found.map(({ kind }) => (kind === 'true-positive' ? 'true-positive' : 'false-positive')),
            missed: [],
          }}
          labels
          transform={{ scale: shownWidth / image.width, left: 0, top: 0 }}
        />
      </div>
    </figure>
  );
}
