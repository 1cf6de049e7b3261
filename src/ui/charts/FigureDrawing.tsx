import { createElement, type ReactElement, type ReactNode } from 'react';
import type { Drawing, SvgNode } from '../../formats/figures/svg';

interface FigureDrawingProps {
  readonly drawing: Drawing;
  /** All of it in words; a drawing without is decoration. */
  readonly label?: string;
  readonly className?: string;
}

/** The drawing of a figure in the page's own colours; its export is the same drawing on paper. */
export function FigureDrawing({ drawing: { width, height, nodes }, label, className }: FigureDrawingProps) {
  return (
    <svg
      className={className}
      viewBox={`0 0 ${width} ${height}`}
      {...(label === undefined ? { width, height, 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {nodes.map(drawnNode)}
    </svg>
  );
}

/** Nodes have no other name than their place. */
function drawnNode(node: SvgNode | string, place: number): ReactNode {
  return typeof node === 'string' ? node : drawnElement(node, place);
}

function drawnElement({ name, attributes, children }: SvgNode, place: number): ReactElement {
  const properties = Object.entries(attributes).map(([key, value]) => [reactName(key), value]);
  return createElement(name, { key: place, ...Object.fromEntries(properties) }, ...children.map(drawnNode));
}

/** `stroke-width` as React calls it. */
function reactName(attribute: string): string {
  return attribute.replaceAll(/-([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}
