import { useMemo } from 'react';
import { Ruler } from 'lucide-react';
import { cosineText } from '../../runs/records/cosine-text';
import type { NumberSetting } from '../../method/setting';
import {
  shiftAlignment,
  shiftFooter,
  shiftMatrix,
  type ShiftAlignment,
} from '../../analysis/embedding/shift-alignment';
import { ExportMenu } from '../common/ExportMenu';
import { SettingField } from '../common/SettingField';
import { Panel } from '../common/Panel';
import { ExplainBadge } from './ExplainBadge';
import { Term } from '../common/Terms';
import { domainTitle } from '../common/evaluation-labels';
import { distinctPromptNames } from '../prompt-names';
import { CosineTable } from './CosineTable';
import { explainActions, shiftExports, useOffsetsAndShifts, useShiftSettings } from './use-explain';
import { WorkButton } from './WorkButton';

const scenesSetting: NumberSetting = {
  kind: 'number',
  label: 'Streets',
  help: 'Validation streets, each rendered in clear daytime and in every other condition.',
  min: 1,
  max: 2000,
  integer: true,
  link: null,
};

/** Cosine between offsets learned from text alone and true mean shifts of the features. */
export function ShiftPanel() {
  const { offsets, measured } = useOffsetsAndShifts();
  const { scenes, all, apart, count, obstacle, onChange } = useShiftSettings();
  const result = useMemo(
    () => offsets && measured && shiftAlignment(offsets, measured, apart),
    [offsets, measured, apart],
  );
  return (
    <Panel
      title="Where does the weather really go?"
      anchor="panel-shifts"
      badge={<ExplainBadge kind="shifts" />}
      tools={
        <ExportMenu
          name="Export the matrix of shifts"
          items={result && offsets ? shiftExports(result, offsets.title, shownNames(result)) : []}
          unavailable={result ? null : 'Measure true shifts first.'}
        />
      }
    >
      <p>
        The method adds a vector learned from text alone. The same street in two weathers shows where <Term name="Va" />
        ’s features truly move. A cell is the cosine between a prompt’s pooled offset (row) and the true mean shift from
        clear daytime to a condition (column). The premise holds where the framed cell, the prompt’s own weather, is
        well above chance and the largest of its row.
      </p>
      <div className="explain-form">
        <SettingField
          name="explain.shiftScenes"
          setting={scenesSetting}
          value={scenes}
          defaultValue={40}
          defaultOrigin="default"
          onChange={(shiftScenes) => onChange({ shiftScenes })}
        />
        <div className="field">
          <span className="label-row">Conditions</span>
          <fieldset className="segmented" aria-label="Conditions to measure">
            <button type="button" aria-pressed={!all} onClick={() => onChange({ shiftsOfAll: false })}>
              Of the prompts
            </button>
            <button type="button" aria-pressed={all} onClick={() => onChange({ shiftsOfAll: true })}>
              All 17
            </button>
          </fieldset>
          <span className="origin">{count} conditions, validation streets</span>
        </div>
        <div className="button-row end">
          <WorkButton
            kind="shifts"
            label="Measure true shifts"
            icon={<Ruler />}
            action={explainActions.measureShifts}
            obstacle={obstacle}
          />
        </div>
      </div>
      {result ? (
        <ShiftResult result={result} apart={apart} onApart={(shiftsApart) => onChange({ shiftsApart })} />
      ) : measured ? (
        <p className="muted">
          {offsets
            ? 'These offsets have another number of channels than the measured features. Use offsets of the loaded model.'
            : 'The shifts are measured. Choose offsets above to compare them.'}
        </p>
      ) : null}
    </Panel>
  );
}

interface ShiftResultProps {
  readonly result: ShiftAlignment;
  /** Whether offsets and shifts are compared each without the mean of all of them. */
  readonly apart: boolean;
  readonly onApart: (apart: boolean) => void;
}

function ShiftResult({ result, apart, onApart }: ShiftResultProps) {
  const { alignment, chance } = result;
  return (
    <>
      <div className="shift-compare">
        <fieldset className="segmented" aria-label="What is compared">
          <button type="button" aria-pressed={!apart} onClick={() => onApart(false)}>
            Whole vectors
          </button>
          <button type="button" aria-pressed={apart} onClick={() => onApart(true)}>
            What tells them apart
          </button>
        </fieldset>
        <span className="muted small">
          {apart
            ? 'Offsets and shifts, each without the mean of all of them'
            : 'All weathers share most of their shift, so that no offset can be right by a clear margin'}
        </span>
      </div>
      <dl className="figures" aria-label="Agreement of offsets and true shifts">
        <Figure name="Mean of own weather" value={cosineText(alignment.meanDiagonal)} />
        <Figure name="Mean of other weathers" value={cosineText(alignment.meanOffDiagonal)} />
        <Figure name="Chance, 95 %" value={`±${cosineText(chance)}`} />
        <Figure name="Rows right" value={`${alignment.right} of ${alignment.judged}`} />
        <Figure name="Mean margin" value={cosineText(alignment.meanMargin)} />
        <Figure name="Streets" value={String(result.scenes)} />
      </dl>
      <CosineTable
        label="Cosine of pooled offsets and true shifts"
        matrix={shiftMatrix(result, shownNames(result))}
        facts={[
          {
            name: 'margin',
            cells: result.prompts.map((_, row) => cosineText(alignment.rows[row]?.margin ?? null)),
          },
          { name: '‖offset‖', cells: result.offsetNorms.map((length) => length.toPrecision(3)) },
        ]}
        footer={shiftFooter(result)}
      />
      <p className="muted small">
        Margin: own cell minus the largest other one of the row. Chance: random directions in that many channels;
        features share directions, so judge against the other weathers too. Reliability: cosine between the shifts of
        every second street and of the others; an offset cannot agree much better than that. A prompt that names no
        single time and weather is not judged.
      </p>
    </>
  );
}

/** As headings of the matrix, here and in its figure. */
function shownNames({ prompts, conditions }: ShiftAlignment) {
  return { prompts: distinctPromptNames(prompts), conditions: conditions.map(domainTitle) };
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
