import { curveExports, offsetExports } from '../../state/exports/run-exports';
import { optimisationRecord } from '../../state/library/session-content';
import { store, useStore } from '../../state/store/store';
import { ExportMenu } from '../common/ExportMenu';
import { useWindowHeight } from '../common/use-window-height';
import { Panel } from '../common/Panel';
import { Term } from '../common/Terms';
import { optimisationSeries } from '../optimise/curve-series';
import { OffsetPictures } from '../optimise/OffsetPictures';
import { OptimisePanel } from '../optimise/OptimisePanel';
import { ParameterForm } from '../optimise/ParameterForm';
import { SweepPanel } from '../optimise/SweepPanel';
import { TargetTable } from '../optimise/TargetTable';

const record = () => optimisationRecord(store.getState());

export function OptimiseView() {
  const height = useWindowHeight();
  const hasCurve = useStore((state) => state.run.done > 0);
  const hasOffsets = useStore((state) => state.run.offsets !== null);
  const changed = useStore((state) => Object.keys(state.changedParameters).length);
  const logarithmic = useStore((state) => state.logLoss);
  const { resetParameters } = store.getState();
  const curves = curveExports({ record, drawn: optimisationSeries, yLabel: 'Optimisation loss', logarithmic });
  return (
    <div className="columns optimise-view">
      <div className="stack">
        <OptimisePanel chartHeight={Math.min(480, Math.max(260, height - 500))} />
        <Panel
          title="Per target prompt"
          tools={
            <ExportMenu
              name="Export curves"
              items={curves}
              unavailable={hasCurve ? null : 'Curves exist after a run.'}
            />
          }
        >
          <TargetTable />
        </Panel>
        <SweepPanel />
      </div>
      <div className="stack">
        <Panel
          title="Parameters"
          anchor="panel-parameters"
          part="parameters"
          tools={
            changed > 0 ? (
              <button type="button" className="button compact" onClick={resetParameters}>
                All defaults
              </button>
            ) : null
          }
        >
          <p
            className="equation"
            aria-label="L opt is the sum over crops and targets of D of z star and z bar, plus the l1 norm of z bar minus z"
          >
            <Term name="Lopt" /> = Σ<sub>crop</sub> Σ<sub>j</sub> <Term name="cosine" /> + <Term name="l1" />,{' '}
            <span className="math">z̄</span> = <Term name="Vb" />(<Term name="Va" />(<span className="math">I</span>) +{' '}
            <span className="math">
              A<sub>j</sub>
            </span>
            )
          </p>
          <ParameterForm />
        </Panel>
        <Panel
          title="Semantic offsets"
          tools={
            <ExportMenu
              name="Export offsets"
              items={offsetExports(record)}
              unavailable={
                hasOffsets
                  ? null
                  : 'Whole grids exist after a run of your own; this one keeps only what the pictures need.'
              }
            />
          }
        >
          <OffsetPictures tall />
        </Panel>
      </div>
    </div>
  );
}
