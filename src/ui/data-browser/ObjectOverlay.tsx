import { boxOnScreen, labelTop } from '../../analysis/detection/drawn-boxes';
import type { ViewTransform } from '../../analysis/detection/view-transform';
import type { DataSetDescription } from '../../engine/engine';
import { boxXYXY } from '../../geometry/box';
import { classColour, labelInk } from '../detect/class-colours';

type DescribedObject = DataSetDescription['parts'][number]['images'][number]['objects'][number];

interface ObjectOverlayProps {
  readonly objects: readonly DescribedObject[];
  readonly classes: readonly string[];
  readonly transform: ViewTransform;
}

/** The marked objects of a picture with their classes; difficult ones and crowds are dashed. */
export function ObjectOverlay({ objects, classes, transform }: ObjectOverlayProps) {
  const drawn = objects.map((object, at) => ({
    key: `${at} ${object.class}`,
    colour: classColour(classes.indexOf(object.class)),
    place: boxOnScreen(boxXYXY(...object.box), transform),
    label: objectText(object),
    isIgnored: object.difficult || object.crowd,
  }));
  return (
    <>
      <svg aria-hidden="true">
        {drawn.map(({ key, place, colour, isIgnored }) => (
          <g key={key}>
            <rect className="under" strokeWidth={4} {...place} />
            <rect
              className="over"
              stroke={colour}
              strokeWidth={2.2}
              strokeDasharray={isIgnored ? '6 4' : undefined}
              {...place}
            />
          </g>
        ))}
      </svg>
      {drawn.map(({ key, place: { x, y }, colour, label }) => (
        <span
          key={key}
          className="box-label"
          aria-hidden="true"
          style={{
            left: `clamp(0px, ${x - 1}px, calc(100% - ${label.length}ch - 8px))`,
            top: labelTop(y),
            background: colour,
            color: labelInk,
          }}
        >
          {label}
        </span>
      ))}
    </>
  );
}

/** The class, and whether it is difficult or a crowd. */
export function objectText({ class: name, difficult, crowd }: DescribedObject): string {
  return `${name}${difficult ? ', difficult' : ''}${crowd ? ', crowd' : ''}`;
}
