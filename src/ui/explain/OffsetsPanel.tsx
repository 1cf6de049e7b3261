import { useId, useMemo, useState } from 'react';
import { channelReport, type ChannelReport } from '../../analysis/embedding/offset-channels';
import { Panel } from '../common/Panel';
import { formatPercent } from '../format';
import { distinctPromptNames } from '../prompt-names';
import { CosineTable } from './CosineTable';
import { Histogram } from './Histogram';
import { useOffsetsAndShifts } from './use-explain';

/** Channels shown of one offset. */
const strongest = 10;

/** Pooled offsets: strongest channels, size against the features, likeness of prompts. */
export function OffsetsPanel() {
  const { offsets, measured } = useOffsetsAndShifts();
  const report = useMemo(() => offsets && channelReport(offsets, measured, strongest), [offsets, measured]);
  return (
    <Panel title="What is in an offset" anchor="panel-offsets">
      <p>
        Pooled offsets, as detector training adds them. An offset that is small against the feature’s own standard
        deviation hardly moves it; one that is several times larger leaves the range that the detector knows. Offsets
        with cosines near 1 are one augmentation, whatever their prompts say.
      </p>
      {report ? (
        <Report report={report} scaled={measured !== null} />
      ) : (
        <p className="muted small">Choose offsets above, or optimise some.</p>
      )}
    </Panel>
  );
}

function Report({ report, scaled }: { readonly report: ChannelReport; readonly scaled: boolean }) {
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const at = chosen < report.rows.length ? chosen : 0;
  const row = report.rows[at];
  const names = distinctPromptNames(report.prompts);
  if (!row) return null;
  const unit = scaled ? 'offset / standard deviation of the feature' : 'offset';
  const reach = Math.max(...report.rows.map(({ quantiles }) => quantiles[2]), 1e-6);
  const number = (value: number | null) => (value === null ? '–' : value.toPrecision(3).replace('-', '−'));
  return (
    <>
      <div className="columns offset-report">
        <div className="stack">
          <div className="button-row">
            <label htmlFor={id} className="small">
              Prompt
            </label>
            <select
              id={id}
              className="select compact"
              value={at}
              onChange={(event) => setChosen(Number(event.target.value))}
            >
              {names.map((name, target) => (
                <option key={name} value={target}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <table className="table" aria-label={`Strongest channels of ${names[at]}`}>
            <thead>
              <tr>
                <th scope="col">Channel</th>
                <th scope="col" className="end">
                  offset
                </th>
                <th scope="col" className="end">
                  true shift
                </th>
                <th scope="col" className="end">
                  feature, mean ± deviation
                </th>
              </tr>
            </thead>
            <tbody>
              {row.strongest.map(({ channel, value, mean, deviation, shift }) => (
                <tr key={channel}>
                  <td>{channel}</td>
                  <td className="end">{number(value)}</td>
                  <td className="end">{number(shift)}</td>
                  <td className="end">{mean === null ? '–' : `${number(mean)} ± ${number(deviation)}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {scaled ? null : (
            <p className="muted small">
              Measure true shifts in the first panel to see the feature’s scale and its true shift.
            </p>
          )}
        </div>
        <div className="stack">
          <h3>
            {names[at]}: {row.relative.length} channels
          </h3>
          <Histogram
            values={row.relative}
            reach={reach}
            unit={unit}
            label={`Distribution of ${unit} over channels, ${names[at]}: median magnitude ${row.quantiles[0].toPrecision(2)}, largest ${row.quantiles[2].toPrecision(2)}`}
          />
          <p className="muted small">
            Magnitude: median {row.quantiles[0].toPrecision(2)}, 90 % below {row.quantiles[1].toPrecision(2)}, largest{' '}
            {row.quantiles[2].toPrecision(2)}. The strongest tenth of the channels holds{' '}
            {formatPercent(row.concentration)} of the squared length {row.norm.toPrecision(3)}². One scale for all
            prompts.
          </p>
        </div>
      </div>
      <h3>Likeness of offsets</h3>
      <CosineTable
        label="Cosine between pooled offsets"
        matrix={{
          corner: 'offset ↓ offset →',
          columns: names,
          rows: report.similarity.map((values, target) => ({ name: names[target]!, values, own: null })),
          range: [0, 1],
        }}
        facts={[
          { name: 'median size', cells: report.rows.map(({ quantiles }) => quantiles[0].toPrecision(2)) },
          { name: 'largest', cells: report.rows.map(({ quantiles }) => quantiles[2].toPrecision(2)) },
        ]}
      />
      <p className="muted small">
        Size: magnitude over channels,{' '}
        {scaled ? 'in standard deviations of the feature' : 'not scaled; measure true shifts first'}.
      </p>
    </>
  );
}
