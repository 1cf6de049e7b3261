import { Fragment } from 'react';
import { conditionName, timesOfDay, weathers } from '../../scenes';
import { store, useStore } from '../../state/store/store';
import { SceneThumbnail } from './SceneThumbnail';

/** One seed is the same street in every weather at every time of day; the detectors have seen only the first. */
export function ConditionMatrix() {
  const ref = useStore((state) => state.pictureRef);
  const { choosePicture } = store.getState();
  const index = ref.kind === 'scene' ? ref.index : 0;
  return (
    <>
      <p className="muted small">Scene {index + 1} of the test split. The detectors were trained on clear days only.</p>
      <fieldset className="matrix" aria-label="The same street in eighteen conditions">
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
                  selected={ref.kind === 'scene' && ref.condition === condition}
                  onSelect={() => choosePicture({ kind: 'scene', index, condition })}
                />
              );
            })}
          </Fragment>
        ))}
      </fieldset>
    </>
  );
}
