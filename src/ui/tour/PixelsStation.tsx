import shifts from '../../../docs/photometric-shifts.json' with { type: 'json' };
import { identityTransform } from '../../photometrics/parameters';
import { TransformPicture } from '../photometrics/TransformPicture';
import { builtinScene, defaultPictureStrength } from './use-tour';

const prompt = 'an image taken on a rain night';
const street = 0;
const side = 190;

const { best = [], cosine } = shifts.prompts.find(({ text }) => text === prompt) ?? {};
const transforms = best.map(({ parameters }) => ({ ...identityTransform, ...parameters }));

/** The transforms that the words choose, on a clear day, beside the real weather. */
export function PixelsStation() {
  const { image } = builtinScene('test', street, 'daytime-clear');
  const real = builtinScene('test', street, 'night-rainy').image;
  return (
    <>
      <ul className="tour-tiles" aria-label={`The picture as “${prompt}” would have it`}>
        <li>
          <TransformPicture image={image} transform={null} strength={1} side={side} label="Clear day" />
          clear day
        </li>
        {transforms.map((transform, index) => (
          <li key={index}>
            <TransformPicture
              image={image}
              transform={transform}
              strength={defaultPictureStrength}
              side={side}
              label={`Transform ${index + 1}`}
            />
            chosen, {index + 1}
          </li>
        ))}
        <li>
          <TransformPicture image={real} transform={null} strength={1} side={side} label="Real rainy night" />
          <strong>the real rainy night</strong>
        </li>
      </ul>
      <div className="tour-text">
        <p>
          An offset in feature space cannot be looked at. So the page asks the words in another way: which of{' '}
          {shifts.transforms} photometric transforms move images as “{prompt}” says?
        </p>
        <p>
          These are the best four, at a strength of {defaultPictureStrength}, on a clear day. In the embedding, what
          they do points to the real weather with a cosine of <strong>{cosine?.toFixed(2)}</strong>; over all fifteen
          weathers it is {shifts.cosineWithRealShift.textChosen.own.toFixed(2)}, and{' '}
          {shifts.cosineWithRealShift.matchedRandom.own.toFixed(2)} for random transforms that change as much.
        </p>
        <p>
          Photometrics makes no lamps, reflections or rain streaks. What you type in the playground chooses at once,
          too.
        </p>
      </div>
    </>
  );
}
