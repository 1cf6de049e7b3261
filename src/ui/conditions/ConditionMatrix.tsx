import { Fragment, useState } from 'react';
import {
  type ConditionScore,
  type ConditionValue,
  divergingColour,
  sequentialColour,
  shownValue,
} from '../../analysis/detection/comparison/condition-scores';
import type { RgbImage } from '../../geometry/rgb-image';
import { conditionName, timesOfDay, weathers } from '../../scenes';
import type { PictureRef } from '../../state/store/panes/scene-slice';
import { SceneThumbnail } from '../detect/SceneThumbnail';
import { rovingFocus } from '../common/roving-focus';
import { detailText, valueText } from './score-texts';

const bindThumbnails = rovingFocus({ items: '.thumb', presses: true });

interface ConditionMatrixProps {
  readonly shown: PictureRef;
  readonly sceneImage: (index: number, condition: string) => RgbImage;
  readonly onPicture: (picture: PictureRef) => void;
  /** What colours each condition, by its name; null where it is not known. */
  readonly scores: ReadonlyMap<string, ConditionScore | null>;
  readonly value: ConditionValue;
  /** The difference that has the full colour. */
  readonly most: number;
}

/** One seed is the same street in every weather at every time of day; the detectors have seen only the first. */
export function ConditionMatrix({ shown, sceneImage, onPicture, scores, value, most }: ConditionMatrixProps) {
  const index = shown.kind === 'scene' ? shown.index : 0;
  const [pointedAt, setPointedAt] = useState<string | null>(null);
  const scoreOf = (condition: string) => scores.get(condition) ?? null;
  return (
    <>
      <fieldset ref={bindThumbnails} className="matrix" aria-label="The same street in eighteen conditions">
        <span />
        {weathers.map((weather) => (
          <span key={weather} className="column-head">
            {weather}
          </span>
        ))}
        {timesOfDay.map((time) => (
          <Fragment key={time}>
            <span className="row-head">{time}</span>
            {weathers.map((weather) => {
              const condition = conditionName({ time, weather });
              return (
                <div
                  key={`${condition}/${index}`}
                  className="matrix-cell"
                  onPointerEnter={() => setPointedAt(condition)}
                  onPointerLeave={() => setPointedAt(null)}
                  onFocus={() => setPointedAt(condition)}
                  onBlur={() => setPointedAt(null)}
                >
                  <SceneThumbnail
                    index={index}
                    condition={condition}
                    sceneImage={sceneImage}
                    selected={shown.kind === 'scene' && shown.condition === condition}
                    onSelect={() => onPicture({ kind: 'scene', index, condition })}
                  />
                  {value === 'pictures' ? null : <CellValue score={scoreOf(condition)} value={value} most={most} />}
                </div>
              );
            })}
          </Fragment>
        ))}
      </fieldset>
      {value === 'pictures' ? null : (
        <output className="matrix-detail small">
          {pointedAt === null ? ' ' : detailText(pointedAt, scoreOf(pointedAt))}
        </output>
      )}
    </>
  );
}

interface CellValueProps {
  readonly score: ConditionScore | null;
  readonly value: Exclude<ConditionValue, 'pictures'>;
  readonly most: number;
}

function CellValue({ score, value, most }: CellValueProps) {
  if (!score) return <span className="matrix-value unknown">–</span>;
  const number = shownValue(score, value);
  const background = value === 'change' ? divergingColour(number, most) : sequentialColour(number);
  return (
    <span className="matrix-value" style={{ background }}>
      {valueText(score, value)}
    </span>
  );
}
