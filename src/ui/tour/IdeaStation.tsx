import { MethodDiagram } from '../diagram/MethodDiagram';

const noNumbers = {};
const learned = ['offset'] as const;

/** How text becomes a direction for images, and what of it is learned. */
export function IdeaStation() {
  return (
    <>
      <div className="tour-figure">
        <MethodDiagram numbers={noNumbers} lit={learned} onOpen={null} />
      </div>
      <div className="tour-text">
        <p>
          CLIP’s text encoder turns “an image taken during the day” into q<sub>s</sub>, and “an image taken on a rain
          night” into q<sub>t</sub>. From one to the other leads a direction.
        </p>
        <p>
          Images live in the same space. So the embedding z of a crop of a clear day, moved along that direction, is
          where the same crop should be at night: z*.
        </p>
        <p>
          A detector needs features, not one vector. So an offset A<sub>j</sub> is learned for each prompt in the middle
          of CLIP’s visual network, after V<sub>a</sub>, until V<sub>b</sub> brings the crop to z*. No image of a night
          is used.
        </p>
      </div>
    </>
  );
}
