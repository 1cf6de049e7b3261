import { ExternalLink, Link, Trash2, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import type { RunEntry } from '../../runs/library/library-record';
import { OriginBadge } from '../common/OriginBadge';
import { Panel } from '../common/Panel';
import { ApByDomain } from './ApByDomain';
import { ConfigTable } from './ConfigTable';
import { formatDate, kindTexts, statusTexts } from './run-labels';
import { RunCurves } from './RunCurves';
import { RunExports } from './RunExports';
import { useRunActions } from './use-runs';

interface RunDetailsProps {
  readonly entry: RunEntry;
  /** Whether it is of the recorded example, which nobody changes. */
  readonly example?: boolean;
}

/** One run: its curves or results, every setting, where it comes from, and the way back into its view. */
export function RunDetails({ entry, example = false }: RunDetailsProps) {
  const { head, note } = entry;
  const { provenance } = head;
  const place = useRef<HTMLDivElement>(null);
  const entries = useMemo(() => [entry], [entry]);
  const { onOpenInView, onCopyLink, onDelete, onNote, onClose } = useRunActions();
  useEffect(() => {
    place.current?.focus();
  }, []);
  return (
    <div ref={place} tabIndex={-1} className="run-details">
      <Panel
        title={head.title}
        badge={example ? <OriginBadge origin="recorded" /> : null}
        tools={
          <>
            <button type="button" className="button compact" onClick={() => onOpenInView(head.id)}>
              <ExternalLink />
              Open in {kindTexts[head.kind]}
            </button>
            <button
              type="button"
              className="button compact"
              title="A link to this page with the run’s configuration"
              onClick={() => onCopyLink(head)}
            >
              <Link />
              Copy link
            </button>
            <RunExports entries={entries} />
            {example ? null : (
              <button
                type="button"
                className="button compact"
                title="Can be undone"
                onClick={() => onDelete([head.id])}
              >
                <Trash2 />
                Delete
              </button>
            )}
            <button type="button" className="button quiet compact icon" aria-label="Close details" onClick={onClose}>
              <X />
            </button>
          </>
        }
      >
        <p className="muted small">
          {kindTexts[head.kind]}, {statusTexts[head.status].toLowerCase()}, {formatDate(head.createdAt)}.{' '}
          {provenance.modelName} ({provenance.modelHash.slice(0, 8)}), {provenance.backend}
          {provenance.adapter ? ` on ${provenance.adapter}` : ''}, seed {provenance.seed}, version{' '}
          {provenance.appVersion}.{head.kind === 'training' ? ` The detector is called ${head.detector}.` : ''}
        </p>
        {example ? null : (
          <label className="field run-note-field">
            <span className="label-row">Note</span>
            <input
              key={note}
              className="input"
              defaultValue={note}
              maxLength={2000}
              placeholder="What this run is for"
              onBlur={(event) => {
                if (event.target.value !== note) onNote(head.id, event.target.value);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter') event.currentTarget.blur();
              }}
            />
          </label>
        )}
        {head.kind === 'evaluation' ? <ApByDomain entries={entries} /> : <RunCurves entries={entries} />}
        <details open>
          <summary>Configuration and provenance</summary>
          <ConfigTable entries={entries} label={`Configuration of ${head.title}`} />
        </details>
      </Panel>
    </div>
  );
}
