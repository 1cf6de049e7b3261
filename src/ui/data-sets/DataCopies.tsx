import { Copy } from 'lucide-react';
import { useState } from 'react';
import type { DataSetInfo } from '../../engine/engine';
import type { CopySettings, DataCopy } from '../../state/store/data-slice';
import { ProgressBar } from '../common/ProgressBar';
import { formatBytes, formatCount, formatNumberOf, formatSeconds } from '../format';
import { CopyForm } from './CopyForm';
import { useDataCopy } from './use-data-sets';

/** Augmented copies of a data set as a zip file, with its boxes: what is wanted, what it will take, and how far it is. */
export function DataCopies({ info }: { readonly info: DataSetInfo }) {
  const { copy, hasDictionary, onEstimate, onStart, onCancel, onForget } = useDataCopy(info);
  const [settings, setSettings] = useState<CopySettings>(() => copy?.settings ?? firstSettings(info));
  const isBusy = copy?.kind === 'copying' || copy?.kind === 'estimating';
  const change = (changed: Partial<CopySettings>) => {
    setSettings({ ...settings, ...changed });
    // What was estimated was another copy.
    if (copy !== undefined && !isBusy) onForget();
  };
  const lacksPolicy = settings.policyFile === null && !hasDictionary;
  return (
    <details className="small">
      <summary>Augmented copies with these boxes, as a zip file</summary>
      <div className="stack data-copies">
        <CopyForm info={info} settings={settings} hasDictionary={hasDictionary} disabled={isBusy} onChange={change} />
        <div className="button-row">
          {isBusy ? (
            <button type="button" className="button compact" onClick={onCancel}>
              Cancel
            </button>
          ) : (
            <button
              type="button"
              className="button compact"
              disabled={settings.parts.length === 0 || lacksPolicy}
              title={lacksPolicy ? 'Choose a policy.json first.' : undefined}
              onClick={() => onEstimate(settings)}
            >
              <Copy />
              How large will it be?
            </button>
          )}
          <CopyState copy={copy} onStart={onStart} />
        </div>
        <Unreadable copy={copy} />
      </div>
    </details>
  );
}

function firstSettings({ parts }: DataSetInfo): CopySettings {
  const first = parts.find(({ split }) => split.startsWith('train')) ?? parts[0];
  return {
    policyFile: null,
    copies: 1,
    probability: 1,
    seed: 1,
    parts: first === undefined ? [] : [first.name],
    originals: false,
    otherParts: 'left-out',
  };
}

function CopyState({ copy, onStart }: { readonly copy: DataCopy | undefined; readonly onStart: () => void }) {
  switch (copy?.kind) {
    case undefined:
      return null;
    case 'estimating':
      return <output>Changing a few pictures to see…</output>;
    case 'estimated': {
      const { estimate, room } = copy;
      const isTooLarge = room !== null && room < estimate.bytes;
      return (
        <>
          <output>
            {formatNumberOf(estimate.copies, 'copy', 'copies')} of {formatNumberOf(estimate.pictures, 'picture')}: about{' '}
            {formatBytes(estimate.bytes)}, {formatSeconds(estimate.seconds)}.
            {room === null ? null : ` The browser has room for ${formatBytes(room)}.`}
          </output>
          <button
            type="button"
            className="button primary compact"
            disabled={isTooLarge}
            title={isTooLarge ? 'The copy is larger than what the browser stores. Write fewer copies.' : undefined}
            onClick={onStart}
          >
            Save as zip…
          </button>
        </>
      );
    }
    case 'copying': {
      const { progress } = copy;
      const left = progress?.secondsLeft ?? null;
      return (
        <div className="stack">
          <output>
            {progress ? `${formatCount(progress.done)} of ${formatNumberOf(progress.total, 'picture')}` : 'Copying…'}
            {left === null ? null : `, ${formatSeconds(left)} left`}
          </output>
          <ProgressBar label="Pictures copied" value={progress ? progress.done / Math.max(1, progress.total) : null} />
        </div>
      );
    }
    case 'done':
      return (
        <output>
          {formatNumberOf(copy.report.copies, 'copy', 'copies')} written, {formatCount(copy.report.changed)} of them
          changed: {formatBytes(copy.bytes)}.
        </output>
      );
    default:
      return copy satisfies never;
  }
}

/** So many files are named; `about.json` in the zip file has all. */
const mostNamed = 50;

function Unreadable({ copy }: { readonly copy: DataCopy | undefined }) {
  if (copy?.kind !== 'done' || copy.report.unreadable.length === 0) return null;
  const { unreadable } = copy.report;
  return (
    <div className="problem">
      {formatNumberOf(unreadable.length, 'file')} could not be read, and {unreadable.length === 1 ? 'is' : 'are'} left
      out:
      <ul className="data-problems">
        {unreadable.slice(0, mostNamed).map(({ file, reason }) => (
          <li key={file}>
            <code>{file}</code> {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
