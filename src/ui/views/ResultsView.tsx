import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ablationTable } from '../../runs/export/ablation-table';
import { store, useStore } from '../../state/store/store';
import { tableExports } from '../../state/exports/table-exports';
import { ExportMenu } from '../common/ExportMenu';
import { Panel } from '../common/Panel';
import { AblationTable, type OpenedCell } from '../results/AblationTable';
import { apKinds, apTexts, type ApKind } from '../results/ap-kinds';
import { PaperTables } from '../results/PaperTables';
import { RunDetails } from '../results/AblationRuns';

/** The recorded table of all methods, beside the paper's own. */
export function ResultsView() {
  const ablation = useStore((state) => state.ablation);
  const { readAblation } = store.getState();
  const [metric, setMetric] = useState<ApKind>('voc11');
  const [opened, setOpened] = useState<OpenedCell | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const details = useRef<HTMLDivElement>(null);
  useEffect(() => void readAblation(), [readAblation]);
  const row = ablation.kind === 'ready' ? ablation.results.rows.find(({ name }) => name === opened?.row) : undefined;
  return (
    <div className="stack">
      <Panel
        title="Benchmark on the built-in domains"
        tools={
          <>
            <fieldset className="segmented" aria-label="Metric">
              {apKinds.map((name) => (
                <button key={name} type="button" aria-pressed={name === metric} onClick={() => setMetric(name)}>
                  {apTexts[name].label}
                </button>
              ))}
            </fieldset>
            {ablation.kind === 'ready' ? (
              <ExportMenu
                name="Export the benchmark"
                items={tableExports('Benchmark', `benchmark-${metric}`, () =>
                  ablationTable(ablation.results, metric, apTexts[metric].meaning),
                )}
              />
            ) : null}
          </>
        }
      >
        {ablation.kind === 'ready' ? (
          <AblationTable
            results={ablation.results}
            metric={metric}
            opened={opened}
            onOpen={(cell, button) => {
              opener.current = button;
              flushSync(() => setOpened(cell));
              details.current?.focus({ preventScroll: true });
              details.current?.scrollIntoView({ block: 'start' });
            }}
          />
        ) : ablation.kind === 'failed' ? (
          <p className="muted">
            The recorded table could not be read, perhaps because this host does not serve <code>ablation.json</code>.{' '}
            <button type="button" className="button compact" onClick={() => void readAblation()}>
              Try again
            </button>
          </p>
        ) : (
          <p className="muted">Reading the recorded table …</p>
        )}
        <p className="muted small">
          {apTexts[metric].meaning} Recorded by <code>npm run reproduce</code>: every line is trained on the same images
          for as many steps, on daytime clear alone; the second column says what it starts from, and how it classifies
          and pools its regions.{' '}
          <strong>CLIP’s pretraining saw all weathers; the detectors’ training saw daytime clear only.</strong> The
          interval draws seeds and test images with replacement. Alignment: mean cosine of what is added to the features
          with the true mean shift to the weather of the prompt, or to all weathers where a prompt names none; a dash
          where nothing is added, or it is not measured.
        </p>
      </Panel>
      {row && opened ? (
        <RunDetails
          ref={details}
          row={row}
          cell={opened}
          onClose={() => {
            setOpened(null);
            opener.current?.focus();
          }}
        />
      ) : null}
      <PaperTables />
    </div>
  );
}
