import { X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { EvaluationSource } from '../../engine/engine';
import { toImageData } from '../../formats/images/rgb-canvas';
import type { RgbImage } from '../../geometry/rgb-image';
import type { EvaluationRecords } from '../../analysis/results/evaluation-records';
import { evaluationSides, type EvaluationSide } from '../../analysis/results/evaluation-sides';
import type { PicturePlace } from '../../analysis/results/gallery-items';
import { judgePicture } from '../../analysis/results/judged-picture';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { BoxOverlay } from '../detect/BoxOverlay';
import { domainTitle } from '../common/evaluation-labels';
import { evaluatedPicture, openInDetect, toErrorRecord } from './use-evaluate';

const shownWidth = 420;

interface PictureDialogProps {
  readonly records: EvaluationRecords;
  readonly scoreThresh: number;
  readonly place: PicturePlace;
  readonly onClose: () => void;
}

/** One evaluated image as each detector sees it, above the score threshold. */
export function PictureDialog({ records, scoreThresh, place, onClose }: PictureDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { source } = records.a.config;
  const picture = usePicture(source, place);
  const title = `${domainTitle(place.domain)}, image ${place.index + 1}`;
  return (
    <dialog ref={dialog} className="help picture-dialog" aria-labelledby="picture-title" onClose={onClose}>
      <div className="help-head">
        <h2 id="picture-title">{title}</h2>
        <div className="button-row">
          {picture.kind === 'ready' && (source.kind === 'data-set' || source.split === 'test') ? (
            <button type="button" className="button compact" onClick={() => void openInDetect(source, place)}>
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
                <JudgedFigure
                  key={side}
                  side={side}
                  record={records[side]}
                  place={place}
                  image={picture.image}
                  scoreThresh={scoreThresh}
                />
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

interface JudgedFigureProps {
  readonly side: EvaluationSide;
  readonly record: EvaluationRecord;
  readonly place: PicturePlace;
  readonly image: RgbImage;
  readonly scoreThresh: number;
}

function JudgedFigure({ side, record, place, image, scoreThresh }: JudgedFigureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => canvas.current?.getContext('2d')?.putImageData(toImageData(image), 0, 0), [image]);
  const { detections, verdicts, groundTruth, correct, missed, ignored } = judgePicture(record, place, scoreThresh);
  return (
    <figure>
      <figcaption className="small">
        <strong>{side.toUpperCase()}</strong> {record.title}: {correct} of {groundTruth.length - ignored} found,{' '}
        {detections.length - correct} false, {missed} missed
        {ignored === 0 ? '' : `; ${ignored} difficult or crowd, not counted`}
      </figcaption>
      <div className="viewer still" style={{ aspectRatio: image.width / image.height, width: shownWidth }}>
        <canvas ref={canvas} width={image.width} height={image.height} style={{ width: '100%', height: '100%' }} />
        <BoxOverlay
          detections={detections}
          groundTruth={groundTruth}
          evaluation={{ verdicts }}
          labels
          transform={{ scale: shownWidth / image.width, left: 0, top: 0 }}
        />
      </div>
    </figure>
  );
}
