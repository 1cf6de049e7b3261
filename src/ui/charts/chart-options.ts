import type uPlot from 'uplot';
import type { ChartZoom } from './chart-zoom';
import type { LineLook } from '../../runs/figures/line-looks';
import { chartTicks, legendMarkers, type TickKind } from './chart-parts';

/** A line of a chart. */
export interface ChartLine {
  readonly look: LineLook;
  /** What is not of its look. @param colour of the look, in the theme */
  readonly series: (colour: string) => uPlot.Series;
}

/** How a chart is laid out. It stays the same object for as long as it says the same. */
export interface ChartLayout {
  /** Of the abscissae, and how the legend tells them. */
  readonly x: { readonly ticks: TickKind; readonly scale: uPlot.Scale; readonly series: uPlot.Series };
  /** `size`: pixels for the labels; `space`: from one grid line to the next, at least. */
  readonly y: {
    readonly ticks: TickKind;
    readonly scale: uPlot.Scale;
    readonly size: number;
    readonly space: number;
  };
  readonly lines: readonly ChartLine[];
  /** Areas between two lines, by their places among the lines. */
  readonly bands?: readonly { readonly low: number; readonly high: number; readonly colour: LineLook['colour'] }[];
  /** Charts with the same key move their cursors together. */
  readonly syncKey?: string | undefined;
}

/** The line behind its moving average: faint, and without an entry of its own that is seen. */
export function rawLine({ look, series }: ChartLine): ChartLine {
  const faint = (colour: string) => ({ class: 'raw-line', stroke: `${colour}59`, width: 1, dash: [] });
  return { look, series: (colour) => ({ ...series(colour), points: { show: false }, ...faint(colour) }) };
}

/** An end of a band: nothing but the area is drawn. */
export function bandLine(look: LineLook, label: string): ChartLine {
  return { look, series: () => ({ label, class: 'raw-line', width: 0, points: { show: false } }) };
}

/** How uPlot draws a layout: what is dragged over is zoomed to, and a double click shows all again. */
export function chartOptions(
  element: HTMLElement,
  height: number,
  { x, y, lines, bands = [], syncKey }: ChartLayout,
  zoom: ChartZoom,
): uPlot.Options {
  const style = getComputedStyle(element);
  const colourOf = (colour: string) => style.getPropertyValue(`--${colour}`).trim();
  const axis = {
    stroke: colourOf('muted'),
    font: `11px ${style.fontFamily}`,
    grid: { stroke: colourOf('grid'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth || 400,
    height,
    padding: [10, 12, 0, 0],
    cursor: {
      y: false,
      points: { size: 6 },
      drag: { x: true, y: false, setScale: false },
      bind: {
        dblclick: () => () => {
          zoom.set(null);
          return null;
        },
      },
      // The zoom is shared by other means: not every chart has the same width.
      ...(syncKey === undefined
        ? {}
        : {
            sync: { key: syncKey, filters: { pub: (type: string) => type === 'mousemove' || type === 'mouseleave' } },
          }),
    },
    hooks: {
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 3) return;
          zoom.set({ min: plot.posToVal(left, 'x'), max: plot.posToVal(left + width, 'x') });
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
    legend: {
      live: true,
      markers: legendMarkers(
        lines.map(({ look }) => look),
        colourOf,
      ),
    },
    scales: { x: { time: false, ...x.scale, range: zoomedRange(x.scale.range, zoom) }, y: y.scale },
    axes: [
      { ...axis, ...chartTicks(x.ticks, 60), size: 22 },
      { ...axis, ...chartTicks(y.ticks, y.space), size: y.size },
    ],
    bands: bands.map(({ low, high, colour }) => ({ series: [high + 1, low + 1], fill: `${colourOf(colour)}2e` })),
    series: [
      x.series,
      ...lines.map(({ look: { colour, dash, width = 1.6 }, series }): uPlot.Series => {
        const stroke = colourOf(colour);
        return { stroke, width, dash: [...dash], ...series(stroke) };
      }),
    ],
  };
}

/** The range of the abscissae, unless a part is zoomed to. */
function zoomedRange(whole: uPlot.Scale['range'], zoom: ChartZoom): uPlot.Range.Function {
  return (plot, min, max, scale) => {
    if (zoom.part) return [zoom.part.min, zoom.part.max];
    return typeof whole === 'function' ? whole(plot, min, max, scale) : [min, max === min ? min + 1 : max];
  };
}
