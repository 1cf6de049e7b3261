import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { onPaper } from '../../formats/figures/figure-colours';
import { writeSvg, type Drawing } from '../../formats/figures/svg';
import { planeDrawing } from '../../runs/figures/plane-figure';
import { precisionRecallPlot } from '../../runs/figures/precision-recall-figure';
import { FigureDrawing } from './FigureDrawing';

const drawings: readonly (readonly [string, Drawing])[] = [
  [
    'precision over recall',
    precisionRecallPlot(
      {
        title: 'bus',
        objects: 3,
        a: { points: [[0, 1] as const, [0.5, 0.8] as const], dot: [0.5, 0.8] },
        b: { points: [[0, 0.5] as const, [1, 0.25] as const], dot: null },
      },
      1,
    ),
  ],
  [
    'a plane',
    planeDrawing({
      points: [
        { mark: 'diamond', group: null, x: 0, y: 0.5, title: 'street 1 <b>' },
        { mark: 'square', group: 1, x: 1, y: -1, title: 'street 1 + “fog”' },
      ],
      axes: [{ label: 'PC1 60 %', x: 1, y: 0 }],
    }),
  ],
];

describe('FigureDrawing', () => {
  it.each(drawings)('of %s shows what its export holds, in the colours of the theme', async (label, drawing) => {
    const { getByRole } = await render(<FigureDrawing drawing={drawing} label={label} />);
    const shown = getByRole('img', { name: label }).element().cloneNode(true) as Element;
    expect(shown.innerHTML).toContain('var(--muted)');
    for (const element of shown.querySelectorAll('*'))
      for (const { name, value } of element.attributes) element.setAttribute(name, onPaper(value));
    const written = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    written.innerHTML = drawing.nodes.map(writeSvg).join('');
    expect(shown.innerHTML).toBe(written.innerHTML);
  });

  it('takes a colour from the theme', async () => {
    const { getByRole } = await render(<FigureDrawing drawing={drawings[0]![1]} label="plot" />);
    const line = getByRole('img', { name: 'plot' }).element().querySelector('path')!;
    const before = getComputedStyle(line).stroke;
    document.documentElement.dataset['theme'] = 'dark';
    expect(getComputedStyle(line).stroke).not.toBe(before);
    delete document.documentElement.dataset['theme'];
  });
});
