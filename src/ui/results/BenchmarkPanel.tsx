import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { benchmarkEffects, methodSlopes } from '../../analysis/results/method-effects';
import { columnSets, type ColumnSet } from '../../runs/export/benchmark-columns';
import type { BenchmarkProtocol, BenchmarkResults, StreetRange } from '../../runs/records/benchmark-results';
import type { ExportItem } from '../../state/exports/download';
import { ExportMenu } from '../common/ExportMenu';
import { Panel } from '../common/Panel';
import { apKinds, apTexts, type ApKind } from './ap-kinds';
import { BenchmarkTable } from './BenchmarkTable';
import { setTexts } from './column-texts';
import { MethodFigures, type FigureExports } from './MethodFigures';
import { RowDetails } from './RowDetails';

interface BenchmarkPanelProps {
  readonly results: BenchmarkResults;
  readonly exportsOf: (set: ColumnSet, metric: ApKind) => readonly ExportItem[];
  readonly figureExports: FigureExports;
}

/** The table of methods: what its numbers say first, then as many columns as can be looked at together. */
export function BenchmarkPanel({ results, exportsOf, figureExports }: BenchmarkPanelProps) {
  const [set, setSet] = useState<ColumnSet>('summary');
  const [metric, setMetric] = useState<ApKind>('voc11');
  const [opened, setOpened] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const details = useRef<HTMLDivElement>(null);
  const row = results.rows.find(({ name }) => name === opened);
  const byMetric = set === 'summary' || set === 'domains';
  const { protocol } = results;
  const open = (name: string, button: HTMLButtonElement) => {
    opener.current = button;
    flushSync(() => setOpened(name));
    details.current?.focus({ preventScroll: true });
    details.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <>
      <Panel
        title="What helps on weather that training never saw"
        tools={
          protocol === null ? null : (
            <ExportMenu name="Export the table" items={exportsOf(set, byMetric ? metric : 'voc11')} />
          )
        }
      >
        <p className="conclusion">{results.conclusion}</p>
        {protocol === null ? null : (
          <>
            <MethodFigures
              title={`The table of methods at ${protocol.steps} steps`}
              effects={benchmarkEffects(results)}
              slopes={methodSlopes(results.rows)}
              exportsOf={(label, name, draw) => figureExports(label, `results-${name}`, draw)}
              opened={opened}
              onOpen={open}
            />
            <div className="button-row">
              <Choice
                label="Columns"
                value={set}
                values={columnSets}
                text={(name) => setTexts[name].label}
                onChange={setSet}
              />
              {byMetric ? (
                <Choice
                  label="Metric"
                  value={metric}
                  values={apKinds}
                  text={(name) => apTexts[name].label}
                  onChange={setMetric}
                />
              ) : null}
            </div>
            <BenchmarkTable
              results={results}
              set={set}
              metric={byMetric ? metric : 'voc11'}
              opened={opened}
              onOpen={open}
            />
            <p className="muted small">
              {byMetric ? `${apTexts[metric].meaning} ` : ''}
              {setTexts[set].meaning} {protocolText(protocol)}
            </p>
          </>
        )}
        <Missing results={results} />
        <ul className="muted small limits" aria-label="What the table cannot say">
          {results.limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </Panel>
      {row ? (
        <RowDetails
          ref={details}
          results={results}
          row={row}
          onClose={() => {
            setOpened(null);
            opener.current?.focus();
          }}
        />
      ) : null}
    </>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly text: (value: Value) => string;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, values, text, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset className="segmented" aria-label={label}>
      {values.map((one) => (
        <button key={one} type="button" aria-pressed={one === value} onClick={() => onChange(one)}>
          {text(one)}
        </button>
      ))}
    </fieldset>
  );
}

/** Rows that lack runs. */
function Missing({ results: { rows, protocol } }: { readonly results: BenchmarkResults }) {
  const missing = rows.filter(({ runs, wantedSeeds }) => runs.length < wantedSeeds);
  if (missing.length === 0) return null;
  if (protocol === null) return <p className="muted small">No run of this table is done yet; the ablation is.</p>;
  return (
    <p className="muted small">
      Still to be trained:{' '}
      {missing.map(({ title, runs, wantedSeeds }) => `${title} (${runs.length} of ${wantedSeeds})`).join(', ')}.
    </p>
  );
}

function protocolText({ steps, seeds, test }: BenchmarkProtocol): string {
  const streets = ({ first, count }: StreetRange) => `${first} to ${first + count - 1}`;
  return `Every row: ${steps} steps, daytime clear alone but for headroom; seeds ${seeds.join(', ')}, test streets ${streets(test)}, which no trial had used. Made by npm run table.`;
}
