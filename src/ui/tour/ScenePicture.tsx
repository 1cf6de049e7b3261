import { toCanvas } from '../../formats/images/rgb-canvas';
import type { TourScene } from '../../analysis/tour/tour-scenes';
import { builtinScene } from './use-tour';

interface ScenePictureProps {
  readonly scene: TourScene;
  readonly title: string;
}

/** A street with its true objects: found ones in a full line with a tick, missed ones in dashes with a cross. */
export function ScenePicture({ scene: { index, condition, found }, title }: ScenePictureProps) {
  const { image, objects } = builtinScene('test', index, condition);
  const missed = found.filter((one) => !one).length;
  return (
    <figure className="tour-picture">
      <div>
        <canvas
          ref={(canvas) => canvas?.getContext('2d')?.drawImage(toCanvas(image), 0, 0)}
          width={image.width}
          height={image.height}
          aria-hidden="true"
        />
        <svg viewBox={`0 0 ${image.width} ${image.height}`} role="img" aria-label={`${title}: ${countText(found)}`}>
          {objects.map(({ class: name, box: [x1, y1, x2, y2] }, at) => {
            const place = { x: x1, y: y1, width: x2 - x1, height: y2 - y1 };
            const state = found[at] ? 'found' : 'missed';
            return (
              <g key={`${name}-${x1}-${y1}`} className={state}>
                <rect className="under" {...place} />
                <rect className="over" {...place} />
                <text x={Math.max(3, x1 + 3)} y={y1 + 13}>
                  {found[at] ? '✓' : '✕'}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      <figcaption>
        <strong>{title}</strong> {found.length - missed} of {found.length} found
      </figcaption>
    </figure>
  );
}

function countText(found: readonly boolean[]): string {
  return `${found.filter(Boolean).length} of ${found.length} objects found`;
}
