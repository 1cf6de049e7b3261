import { ZoomOut } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { chartOptions, type ChartLayout } from './chart-options';
import { chartZoom } from './chart-zoom';
import { ChartCursor } from './ChartCursor';
import { useResolvedTheme } from './use-resolved-theme';

/** What a chart draws, now and whenever it is told of a change. It stays the same object for as long as it says the same. */
export interface ChartSource {
  readonly read: () => uPlot.AlignedData;
  readonly subscribe?: (onChange: () => void) => () => void;
}

interface ChartProps {
  readonly label: string;
  readonly className?: string;
  readonly height: number;
  readonly layout: ChartLayout;
  readonly source: ChartSource;
  /** What stands over the chart. */
  readonly children?: ReactNode;
}

/** Curves on a canvas (uPlot): new values are drawn without React. A drag or the keyboard zooms, and the keyboard goes from value to value. */
export function Chart({ label, className = '', height, layout, source, children }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<uPlot | null>(null);
  const theme = useResolvedTheme();
  const zoom = useMemo(() => chartZoom(layout.syncKey), [layout.syncKey]);
  const part = useSyncExternalStore(zoom.subscribe, () => zoom.part);
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const made = new uPlot(chartOptions(element, height, layout, zoom), source.read(), element);
    setPlot(made);
    const unsubscribe = source.subscribe?.(() => made.setData(source.read()));
    // The scales follow their values, within what is zoomed to.
    const unzoom = zoom.subscribe(() => made.setData(made.data));
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      unsubscribe?.();
      unzoom();
      observer.disconnect();
      made.destroy();
    };
    // The colours are read from the theme's custom properties.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [height, layout, source, zoom, theme]);
  useEffect(() => {
    host.current?.querySelectorAll('canvas').forEach((canvas) => canvas.setAttribute('aria-hidden', 'true'));
  });
  return (
    <figure className={`chart ${className}`} aria-label={label}>
      <ChartCursor plot={plot} zoom={zoom}>
        <div ref={host} />
      </ChartCursor>
      {part ? (
        <button
          type="button"
          className="button compact chart-whole"
          title="A double click on the chart, or the key 0 on it, does the same"
          onClick={() => zoom.set(null)}
        >
          <ZoomOut />
          Show all
        </button>
      ) : null}
      {children}
    </figure>
  );
}
