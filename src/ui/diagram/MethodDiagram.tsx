import type { ReactNode } from 'react';
import { type DiagramNumbers, type DiagramPart, imageWay, partTexts, wordsWay } from './diagram-parts';

interface MethodDiagramProps {
  readonly numbers: DiagramNumbers;
  /** What is looked at now. */
  readonly lit: readonly DiagramPart[];
  /** Null where the parts lead nowhere. */
  readonly onOpen: ((part: DiagramPart) => void) | null;
}

/** The two ways to L_opt: a crop through V_a, the offset and V_b; prompts through the text encoder to their direction. */
export function MethodDiagram(props: MethodDiagramProps) {
  return (
    <div className="method-diagram">
      <Way name="The way of the image" parts={imageWay} {...props} />
      <Way name="The way of the words" parts={wordsWay} {...props} />
      <div className={`part-loss ${props.lit.includes('loss') ? 'lit' : ''}`}>
        <Part part="loss" {...props} />
      </div>
    </div>
  );
}

interface WayProps extends MethodDiagramProps {
  readonly name: string;
  readonly parts: readonly DiagramPart[];
}

function Way({ name, parts, ...props }: WayProps) {
  return (
    <ol className="way" aria-label={name}>
      {parts.map((part) => (
        <li key={part} className={`part-${part} ${props.lit.includes(part) ? 'lit' : ''}`}>
          <Part part={part} {...props} />
        </li>
      ))}
    </ol>
  );
}

function Part({ part, numbers, lit, onOpen }: MethodDiagramProps & { readonly part: DiagramPart }) {
  const { name, leads } = partTexts[part];
  const number = numbers[part];
  const current = lit.includes(part);
  const content = (
    <>
      <span className="part-name">{symbols[part]}</span>
      <span className="part-number">{number ?? ' '}</span>
    </>
  );
  if (onOpen === null)
    return (
      <span className="part" aria-current={current ? 'step' : undefined}>
        {content}
      </span>
    );
  return (
    <button
      type="button"
      className="part"
      aria-current={current ? 'step' : undefined}
      aria-label={number === undefined ? name : `${name}: ${number}`}
      title={`${name}. Leads to ${leads}`}
      onClick={() => onOpen(part)}
    >
      {content}
    </button>
  );
}

const symbols: Readonly<Record<DiagramPart, ReactNode>> = {
  crop: 'crop',
  va: (
    <>
      V<sub>a</sub>
    </>
  ),
  offset: (
    <>
      + A<sub>j</sub>
    </>
  ),
  vb: (
    <>
      V<sub>b</sub>
    </>
  ),
  zbar: 'z̄',
  prompts: 'prompts',
  text: 'text encoder',
  direction: (
    <>
      q<sub>t</sub> − q<sub>s</sub>
    </>
  ),
  ztarget: 'z*',
  loss: (
    <>
      L<sub>opt</sub>
    </>
  ),
};
