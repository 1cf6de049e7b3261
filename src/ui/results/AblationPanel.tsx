import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ablationEffects, ablationSlopes, effectsText } from '../../analysis/results/method-effects';
import type { AblationResults } from '../../runs/records/ablation-results';
import type { ExportItem } from '../../state/exports/download';
import { ExportMenu } from '../common/ExportMenu';
import { Panel } from '../common/Panel';
import { AblationRuns } from './AblationRuns';
import { AblationTable, type OpenedCell } from './AblationTable';
import { MethodFigures, type FigureExports } from './MethodFigures';
import { apKinds, apTexts, type ApKind } from './ap-kinds';

interface AblationPanelProps {
  readonly results: AblationResults;
  readonly exportsOf: (metric: ApKind) => readonly ExportItem[];
  readonly figureExports: FigureExports;
}

/** The paper's ablation as it is made here: 500 steps, in the page's own code. */
export function AblationPanel({ results, exportsOf, figureExports }: AblationPanelProps) {
  const [metric, setMetric] = useState<ApKind>('voc11');
  const [opened, setOpened] = useState<OpenedCell | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const details = useRef<HTMLDivElement>(null);
  const row = results.rows.find(({ name }) => name === opened?.row);
  const effects = ablationEffects(results);
  const open = (cell: OpenedCell, button: HTMLButtonElement) => {
    opener.current = button;
    flushSync(() => setOpened(cell));
    details.current?.focus({ preventScroll: true });
    details.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <>
      <Panel
        title="The paper’s ablation, 500 steps"
        tools={
          <>
            <fieldset className="segmented" aria-label="Metric of the ablation">
              {apKinds.map((name) => (
                <button key={name} type="button" aria-pressed={name === metric} onClick={() => setMetric(name)}>
                  {apTexts[name].label}
                </button>
              ))}
            </fieldset>
            <ExportMenu name="Export the ablation" items={exportsOf(metric)} />
          </>
        }
      >
        <p className="conclusion">{effectsText(effects)}</p>
        <MethodFigures
          title="The ablation at 500 steps"
          effects={effects}
          slopes={ablationSlopes(results)}
          exportsOf={(label, name, draw) => figureExports(label, `ablation-${name}`, draw)}
          opened={opened?.row ?? null}
          onOpen={(name, button) => open({ row: name, column: null, domains: [] }, button)}
        />
        <AblationTable results={results} metric={metric} opened={opened} onOpen={open} />
        <p className="muted small">
          {apTexts[metric].meaning} Recorded by <code>npm run reproduce</code>, in the page’s own code: every line is
          trained on the same images for 500 steps, as the page’s preset does it, which is not convergence, on daytime
          clear alone, with seeds 1 to 3, and tested on streets 0 to 199. The second column says what it starts from,
          and how it classifies and pools its regions.{' '}
          <strong>CLIP’s pretraining saw all weathers; the detectors’ training saw daytime clear only.</strong> The
          interval draws seeds and test images with replacement. Alignment: mean cosine of what is added to the features
          with the true mean shift to the weather of the prompt, or to all weathers where a prompt names none; a dash
          where nothing is added, or it is not measured.
        </p>
      </Panel>
      {row && opened ? (
        <AblationRuns
          ref={details}
          row={row}
          cell={opened}
          onClose={() => {
            setOpened(null);
            opener.current?.focus();
          }}
        />
      ) : null}
    </>
  );
}
