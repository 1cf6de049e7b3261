import { useState } from 'react';
import { detectionMetrics } from '../../metrics/detection-metric';
import { describeSource } from '../../runs/records/evaluation-plan';
import { seenDomainsText } from '../../analysis/results/trained-on';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import type { EvaluationRecords } from '../../analysis/results/evaluation-records';
import { besidesReference } from '../../analysis/results/mean-ap-table';
import type { PicturePlace } from '../../analysis/results/gallery-items';
import { useStore } from '../../state/store/store';
import { ExportMenu } from '../common/ExportMenu';
import { OriginBadge } from '../common/OriginBadge';
import { Panel } from '../common/Panel';
import { AverageTables } from '../evaluate/AverageTables';
import { CloserLook } from '../evaluate/CloserLook';
import { DeltaGallery } from '../evaluate/DeltaGallery';
import { EvaluateControls } from '../evaluate/EvaluateControls';
import { EvaluateForm } from '../evaluate/EvaluateForm';
import { FindingsGallery } from '../evaluate/FindingsGallery';
import { FocusBar } from '../evaluate/FocusBar';
import { domainTitle, metricTexts } from '../common/evaluation-labels';
import { PictureDialog } from '../evaluate/PictureDialog';
import {
  closerExports,
  evaluationExports,
  imagesDone,
  useEvaluationFocus,
  useResultsApart,
} from '../evaluate/use-evaluate';
import { useEvaluationAnswer } from '../evaluate/use-evaluation-answer';

/** AP of one or two detectors on many domains, and every box behind it. */
export function EvaluateView() {
  const { a, b } = useStore((state) => state.evaluations);
  const origin = useStore((state) => state.evaluationOrigin);
  const started = a !== null && imagesDone(a) > 0;
  return (
    <div className="stack">
      <Panel title="Evaluate" badge={started && origin !== 'live' ? <OriginBadge origin={origin} /> : null}>
        <EvaluateForm />
        <EvaluateControls />
        {started ? (
          <ResultsApart
            domains={a.config.source.domains.map(domainTitle).join(', ')}
            source={describeSource(a.config.source)}
          />
        ) : (
          <p className="muted small">
            Average precision by five definitions appears here, with precision-recall curves, a threshold sweep, the
            confusion matrix and every true positive, false positive and miss. With a second detector: what it gained
            and lost on the same images, and a bootstrap interval of the difference.
          </p>
        )}
      </Panel>
      {started ? <Results a={a} b={b && imagesDone(b) > 0 ? b : null} /> : null}
    </div>
  );
}

function Results({ a, b }: EvaluationRecords) {
  const { focus, onFocus } = useEvaluationFocus();
  const [place, setPlace] = useState<PicturePlace | null>(null);
  const records = { a, b };
  const { metric, domain, scoreThresh } = focus;
  const side = b === null ? 'a' : focus.side;
  const query = { metric, besideReference: besidesReference(a, metric) };
  const averages = useEvaluationAnswer('averages', query, records);
  const comparable = (averages?.answer.comparable ?? []).length > 0;
  const exported = { a, b, metric, meaning: metricTexts[metric].meaning, domainTitle, domain };
  return (
    <>
      <Panel
        title="Average precision"
        tools={
          <>
            <fieldset className="segmented" aria-label="Metric">
              {detectionMetrics.map((name) => (
                <button
                  key={name}
                  type="button"
                  aria-pressed={name === metric}
                  onClick={() => onFocus({ metric: name })}
                >
                  {metricTexts[name].label}
                </button>
              ))}
            </fieldset>
            <ExportMenu name="Export results" items={evaluationExports(exported)} />
          </>
        }
      >
        <AverageTables records={records} averages={averages} focus={focus} onFocus={onFocus} />
        <Origin record={a} records={b === null ? [a] : [a, b]} meaning={metricTexts[metric].meaning} />
      </Panel>
      <Panel
        title="Look closer"
        tools={
          <>
            <FocusBar records={records} focus={focus} onChange={onFocus} />
            <ExportMenu name="Export curves" items={closerExports(exported, { ...focus, side })} />
          </>
        }
      >
        <CloserLook records={records} side={side} focus={focus} onFocus={onFocus} />
      </Panel>
      <Panel title={`Detections and misses, ${(records[side] ?? a).title}`}>
        <FindingsGallery
          records={records}
          side={side}
          focus={focus}
          onKind={(kind) => onFocus({ kind })}
          onOpen={setPlace}
        />
      </Panel>
      {comparable ? (
        <Panel title="What changes from A to B">
          <DeltaGallery records={records} focus={focus} onOpen={setPlace} />
        </Panel>
      ) : null}
      {place ? (
        <PictureDialog records={records} scoreThresh={scoreThresh} place={place} onClose={() => setPlace(null)} />
      ) : null}
    </>
  );
}

/** Says that the results are of something else than the form asks for. */
function ResultsApart({ domains, source }: { readonly domains: string; readonly source: string }) {
  const what = useResultsApart();
  if (what === null) return null;
  return (
    <p className="small">
      The results below are of {what} on {domains}. {source}. What is chosen above has not been evaluated.
    </p>
  );
}

interface OriginProps {
  readonly record: EvaluationRecord;
  /** Those that are shown, `record` among them. */
  readonly records: readonly EvaluationRecord[];
  readonly meaning: string;
}

/** How the numbers were computed, on what, and by what. */
function Origin({ record, records, meaning }: OriginProps) {
  const seen = records.flatMap((one) => seenDomainsText(one) ?? []);
  const { config, provenance, createdAt } = record;
  const { source, thresholds } = config;
  return (
    <p className="muted small">
      {meaning} {describeSource(source)}, at most {thresholds.detectionsPerImage} detections an image with a score above{' '}
      {thresholds.boxScoreThresh}. {provenance.modelName} ({provenance.modelHash.slice(0, 8)}), {provenance.backend},{' '}
      {createdAt.slice(0, 16).replace('T', ' ')} UTC.{' '}
      {source.kind === 'builtin' ? (
        <strong>
          CLIP’s pretraining saw all weathers;{' '}
          {seen.length === 0 ? 'the detectors’ training saw daytime clear only.' : seen.join(' ')}
        </strong>
      ) : null}
    </p>
  );
}
