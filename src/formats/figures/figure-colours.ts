/** Colours of figures, by the names that the page's themes give them, with their values on white paper: those of the light theme. */
const paperColours = {
  bg: '#f5f5f2',
  ink: '#1b1e1d',
  surface: '#ffffff',
  muted: '#565b59',
  grid: '#e6e7e3',
  'line-strong': '#868a87',
  heat: '#4a9cc9',
  good: '#1a6441',
  bad: '#9c1f26',
  'series-total': '#1b1e1d',
  'series-cosine': '#0b6aa2',
  'series-l1': '#b04a12',
  'series-4': '#7b3f8c',
  'run-1': '#0b6aa2',
  'run-2': '#b04a12',
  'run-3': '#1a7a4c',
  'run-4': '#7b3f8c',
  'run-5': '#876700',
  'run-6': '#c0266b',
  'run-7': '#4a56c4',
  'run-8': '#565b59',
} as const;

export type FigureColour = keyof typeof paperColours;

export const figureColours = Object.keys(paperColours) as readonly FigureColour[];

/** A colour as an attribute of a drawing: the custom property of the page's theme. */
export function themed(colour: FigureColour): string {
  return `var(--${colour})`;
}

/** An attribute with the colours of paper in place of the theme's. */
export function onPaper(value: string): string {
  return value.replaceAll(/var\(--([\w-]+)\)/gu, (whole, name: string) => paperColours[name as FigureColour] ?? whole);
}
