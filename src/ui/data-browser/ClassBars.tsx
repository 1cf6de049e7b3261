import type { PictureFilter } from '../../analysis/data-sets/picture-filter';
import { classColour } from '../detect/class-colours';
import { formatCount } from '../format';

interface ClassBarsProps {
  readonly counts: readonly { readonly name: string; readonly objects: number }[];
  readonly chosen: PictureFilter['objects'];
  readonly onChoose: (objects: PictureFilter['objects']) => void;
}

/** Objects of each class; a class chooses the pictures that show it. */
export function ClassBars({ counts, chosen, onChoose }: ClassBarsProps) {
  const most = Math.max(1, ...counts.map(({ objects }) => objects));
  const row = (label: string, objects: PictureFilter['objects'], count: number | null, colour: string) => {
    const isChosen = chosen.kind === objects.kind && (chosen.kind !== 'class' || chosen.name === label);
    return (
      <li key={`${objects.kind} ${label}`}>
        <button type="button" aria-pressed={isChosen} onClick={() => onChoose(isChosen ? { kind: 'any' } : objects)}>
          <span className="bar-name">{label}</span>
          <span className="bar" aria-hidden="true">
            <i style={{ width: `${((count ?? 0) / most) * 100}%`, background: colour }} />
          </span>
          <span className="bar-count">{count === null ? '' : formatCount(count)}</span>
        </button>
      </li>
    );
  };
  return (
    <ul className="class-bars" aria-label="Objects by class">
      {counts.map(({ name, objects }, at) => row(name, { kind: 'class', name }, objects, classColour(at)))}
      {row('no objects', { kind: 'none' }, null, 'transparent')}
    </ul>
  );
}
