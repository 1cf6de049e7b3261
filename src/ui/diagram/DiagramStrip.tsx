import { Footprints } from 'lucide-react';
import { MethodDiagram } from './MethodDiagram';
import { useDiagram } from './use-diagram';

/** The way in: the method with the numbers of the run on the page; each part leads to its panel. */
export function DiagramStrip() {
  const { numbers, running, onOpen, onSlowMotion } = useDiagram();
  return (
    <section className="panel diagram-strip" aria-label="The method, live">
      <MethodDiagram numbers={numbers} lit={running ? ['offset', 'zbar', 'loss'] : []} onOpen={onOpen} />
      <div className="diagram-tools">
        <span className="muted small">Each part leads to its panel.</span>
        <button
          type="button"
          className="button compact"
          title="One iteration, a sub-step at a time"
          onClick={onSlowMotion}
        >
          <Footprints />
          Slow motion
        </button>
      </div>
    </section>
  );
}
