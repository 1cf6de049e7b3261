import { Fragment } from 'react';
import type { RgbImage } from '../../geometry/rgb-image';
import { conditionName, timesOfDay, weathers } from '../../scenes';
import type { PictureRef } from '../../state/store/scene-slice';
import { SceneThumbnail } from '../detect/SceneThumbnail';
import { rovingFocus } from '../common/roving-focus';

const bindThumbnails = rovingFocus({ items: '.thumb', presses: true });

interface ConditionMatrixProps {
  readonly shown: PictureRef;
  readonly sceneImage: (index: number, condition: string) => RgbImage;
  readonly onPicture: (picture: PictureRef) => void;
}

/** One seed is the same street in every weather at every time of day; the detectors have seen only the first. */
export function ConditionMatrix({ shown, sceneImage, onPicture }: ConditionMatrixProps) {
  const index = shown.kind === 'scene' ? shown.index : 0;
  return (
    <>
      <p className="muted small">Scene {index + 1} of the test split. The detectors were trained on clear days only.</p>
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
                <SceneThumbnail
                  key={`${condition}/${index}`}
                  index={index}
                  condition={condition}
                  sceneImage={sceneImage}
                  selected={shown.kind === 'scene' && shown.condition === condition}
                  onSelect={() => onPicture({ kind: 'scene', index, condition })}
                />
              );
            })}
          </Fragment>
        ))}
      </fieldset>
    </>
  );
}
