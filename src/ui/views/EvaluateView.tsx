import { useState } from 'react';
import { detectionMetrics } from '../../metrics/detection-metric';
import { describeSource } from '../../runs/records/evaluation-plan';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { imagesDone } from '../../state/jobs/evaluation-buffer';
import { evaluationExports, closerExports } from '../../state/exports/evaluation-exports';
import { store, useStore } from '../../state/store/store';
import { ExportMenu } from '../common/ExportMenu';
import { Panel } from '../common/Panel';
import { ClassTable } from '../evaluate/ClassTable';
import { ConfusionTable } from '../evaluate/ConfusionTable';
import { DeltaGallery } from '../evaluate/DeltaGallery';
import { EvaluateControls } from '../evaluate/EvaluateControls';
import { EvaluateForm } from '../evaluate/EvaluateForm';
import { FindingsGallery } from '../evaluate/FindingsGallery';
import { FocusBar } from '../evaluate/FocusBar';
import type { PicturePlace } from '../evaluate/GalleryGrid';
import { domainTitle, metricTexts } from '../evaluate/evaluation-labels';
import { PictureDialog } from '../evaluate/PictureDialog';
import { PrecisionRecallPlots } from '../evaluate/PrecisionRecallPlots';
import { ResultsTable } from '../evaluate/ResultsTable';
import { ThresholdSweep } from '../evaluate/ThresholdSweep';
import { useEvaluationAnswer } from '../evaluate/use-evaluation-answer';

/** AP of one or two detectors on many domains, and every box behind it. */
export function EvaluateView() {
  const { a, b } = useStore((state) => state.evaluations);
  const started = a !== null && imagesDone(a) > 0;
  return (
    <div className="stack">
      <Panel title="Evaluate">
        <EvaluateForm />
        <EvaluateControls />
        {started ? null : (
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

function Results({ a, b }: { readonly a: EvaluationRecord; readonly b: EvaluationRecord | null }) {
  const { metric, side, domain, classIndex, scoreThresh } = useStore((state) => state.evaluationFocus);
  const { setEvaluationFocus } = store.getState();
  const [place, setPlace] = useState<PicturePlace | null>(null);
  const records = { a, b };
  const lookedSide = b === null ? 'a' : side;
  const looked = (lookedSide === 'b' ? b : null) ?? a;
  const { source } = a.config;
  const besideReference =
    source.kind === 'data-set' && source.layout === 'diverse-weather' && metric !== 'voc2007-reference';
  const averages = useEvaluationAnswer('averages', { metric, besideReference }, records);
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
                  onClick={() => setEvaluationFocus({ metric: name })}
                >
                  {metricTexts[name].label}
                </button>
              ))}
            </fieldset>
            <ExportMenu name="Export results" items={evaluationExports(exported)} />
          </>
        }
      >
        {averages === null ? (
          <p className="muted small">Counting what was found …</p>
        ) : (
          <>
            <ResultsTable a={a} b={b} metric={averages.query.metric} averages={averages.answer} />
            <ClassTable a={a} averages={averages.answer} />
          </>
        )}
        <p className="muted small">
          {metricTexts[metric].meaning} {describeSource(source)}, at most {a.config.thresholds.detectionsPerImage}{' '}
          detections an image with a score above {a.config.thresholds.boxScoreThresh}. {a.provenance.modelName} (
          {a.provenance.modelHash.slice(0, 8)}), {a.provenance.backend}, {a.createdAt.slice(0, 16).replace('T', ' ')}{' '}
          UTC.{' '}
          {source.kind === 'builtin' ? (
            <strong>CLIP’s pretraining saw all weathers; the detectors’ training saw daytime clear only.</strong>
          ) : null}
        </p>
      </Panel>
      <Panel
        title="Look closer"
        tools={
          <>
            <FocusBar records={records} />
            <ExportMenu
              name="Export curves"
              items={closerExports(exported, { side: lookedSide, classIndex, scoreThresh })}
            />
          </>
        }
      >
        <div className="closer">
          <div className="stack">
            <h3>Precision and recall</h3>
            <PrecisionRecallPlots records={records} />
          </div>
          <div className="stack">
            <h3>Threshold sweep, {looked.title}</h3>
            <ThresholdSweep records={records} side={lookedSide} />
          </div>
          <div className="stack wide">
            <h3>Confusion, {looked.title}</h3>
            <ConfusionTable records={records} side={lookedSide} />
            <p className="muted small">
              Matched without regard to class at IoU above .5, best score first. A number leads to its boxes.
            </p>
          </div>
        </div>
      </Panel>
      <Panel title={`Detections and misses, ${looked.title}`}>
        <FindingsGallery records={records} side={lookedSide} onOpen={setPlace} />
      </Panel>
      {comparable ? (
        <Panel title="What changes from A to B">
          <DeltaGallery records={records} onOpen={setPlace} />
        </Panel>
      ) : null}
      {place ? <PictureDialog records={records} place={place} onClose={() => setPlace(null)} /> : null}
    </>
  );
}
