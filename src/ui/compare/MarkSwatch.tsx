import { useId } from 'react';
import type { MarkGroup } from '../../analysis/detection/comparison/mark-kinds';

const kinds = {
  gained: 'gained',
  lost: 'lost',
  false: 'false-new',
  both: 'both',
  missed: 'missed',
  'false-both': 'false-kept',
} as const satisfies Record<MarkGroup, string>;

/** How a group of marks is drawn, on a dark ground as the pictures are. */
export function MarkSwatch({ group }: { readonly group: MarkGroup }) {
  const id = useId();
  const kind = kinds[group];
  const place = { x: 3, y: 3, width: 13, height: 9 };
  return (
    <svg className="mark-swatch" width="19" height="15" aria-hidden="true">
      <rect className="swatch-ground" width="19" height="15" rx="3" />
      <g className={`mark mark-${kind} ${kind === 'missed' ? 'absence' : 'detection'}`}>
        {kind === 'missed' ? (
          <>
            <pattern
              id={id}
              className="hatch"
              width="5"
              height="5"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <path className="hatch-over" d="M0 1 H5" />
            </pattern>
            <rect fill={`url(#${id})`} {...place} />
          </>
        ) : null}
        <rect className="mark-line" {...place} />
        {kind === 'lost' ? <rect className="mark-core" {...place} /> : null}
      </g>
    </svg>
  );
}
