import { mean } from '../../math/statistics';
import { evaluateMetric } from '../../metrics/detection-metric';
import { fromImageRows, wasRead } from '../../metrics/image-rows';
import { isSourceDomain } from '../records/benchmark-results';
import { curveLength } from '../records/curve-table';
import type { EvaluationRecord } from '../records/evaluation-record';
import type { OptimisationRun, RunRecord, TrainingRun } from '../records/run-record';
import { nestsAtMost } from '../records/schema-parts';

/** Whatever the library keeps: an optimisation, a training or an evaluation, whole. */
export type LibraryRecord = RunRecord | EvaluationRecord;

/** A record without what is large: curves, offsets, evaluated images. */
export type RunHead =
  | Omit<OptimisationRun, 'curves' | 'offsets'>
  | Omit<TrainingRun, 'curves'>
  | Omit<EvaluationRecord, 'domains'>;

export type RunKind = RunHead['kind'];

/** What the table of runs tells of a body that is not loaded. */
export interface RunSummary {
  /** Rows of the curves; of an evaluation the images that are done. */
  readonly steps: number;
  /** Time that it took; null where it is not known. */
  readonly seconds: number | null;
  /** The last total loss; null where there is none. */
  readonly loss: number | null;
  /** Mean AP at IoU .5, VOC 2007 11-point, 0 to 1: of a training the last on validation, of an evaluation that of {@link domains}, the unseen alone where there are any. */
  readonly ap: number | null;
  /** Of an evaluation, in the order of its source. */
  readonly domains: readonly { readonly name: string; readonly images: number; readonly map50: number | null }[];
}

/** A line of the library. */
export interface RunEntry {
  readonly head: RunHead;
  readonly summary: RunSummary;
  readonly pinned: boolean;
  readonly note: string;
  /** About so much storage. */
  readonly bytes: number;
}

/** The record without its body. */
export function headOf(record: LibraryRecord): RunHead {
  switch (record.kind) {
    case 'optimisation': {
      const { curves: _, offsets: _offsets, ...head } = record;
      return head;
    }
    case 'training': {
      const { curves: _, ...head } = record;
      return head;
    }
    case 'evaluation': {
      const { domains: _, ...head } = record;
      return head;
    }
    default:
      return record satisfies never;
  }
}

export function summarise(record: LibraryRecord): RunSummary {
  switch (record.kind) {
    case 'optimisation':
      return { ...curveSummary(record), ap: null, domains: [] };
    case 'training':
      return { ...curveSummary(record), ap: record.validation.at(-1)?.map50 ?? null, domains: [] };
    case 'evaluation':
      return evaluationSummary(record);
    default:
      return record satisfies never;
  }
}

function curveSummary({ curves }: RunRecord): Pick<RunSummary, 'steps' | 'seconds' | 'loss'> {
  const last = (name: string) => {
    const value = curves.values[curves.columns.indexOf(name)]?.at(-1);
    return value !== undefined && Number.isFinite(value) ? value : null;
  };
  return { steps: curveLength(curves), seconds: last('seconds'), loss: last('loss_total') };
}

function evaluationSummary({ domains, classes, seconds }: EvaluationRecord): RunSummary {
  const results = domains.map(({ name, images: all }) => {
    const images = all.filter(wasRead);
    const { length } = images;
    const map50 = length === 0 ? null : evaluateMetric(images.map(fromImageRows), classes.length, 'voc2007').mean;
    return { name, images: length, map50 };
  });
  const unseen = results.filter(({ name }) => !isSourceDomain(name));
  const values = (unseen.length > 0 ? unseen : results).flatMap(({ map50 }) => map50 ?? []);
  return {
    steps: results.reduce((sum, { images }) => sum + images, 0),
    seconds,
    loss: null,
    ap: values.length === 0 ? null : mean(values),
    domains: results,
  };
}

/** All settings of a run, as its details and its comparison with others show them. */
export function configurationOf(head: RunHead): unknown {
  const { provenance, kind } = head;
  switch (head.kind) {
    case 'optimisation':
      return { kind, config: head.config, sourceImages: head.images.length, provenance };
    case 'training': {
      const { config, start, scenes, domains, watched, dataSet, targetPrompts } = head;
      const builtin = { scenes, ...(domains && { domains }), ...(watched === undefined ? {} : { watched }) };
      return { kind, config, start, ...(dataSet === undefined ? builtin : { dataSet }), targetPrompts, provenance };
    }
    case 'evaluation':
      return {
        kind,
        config: { ...head.config, detectorProvenance: unfolded(head.config.detectorProvenance) },
        classes: head.classes,
        provenance,
      };
    default:
      return head satisfies never;
  }
}

/** Some texts of a detector's file are JSON: its configuration, its prompts. */
function unfolded(texts: Readonly<Record<string, string>>): unknown {
  return Object.fromEntries(
    Object.entries(texts).map(([name, value]): [string, unknown] => {
      try {
        const parsed: unknown = /^[[{]/u.test(value) ? JSON.parse(value) : value;
        // A configuration nests a few levels; whatever walks over deeper ones would run out of stack.
        return [name, nestsAtMost(parsed, 20) ? parsed : value];
      } catch {
        // It only looked like JSON.
        return [name, value];
      }
    }),
  );
}

/** What was augmented with, or looked at: the words by which a run is told from others. */
export function subjectOf(head: RunHead): string {
  switch (head.kind) {
    case 'optimisation':
      return `${head.config.method}: ${head.config.targetPrompts.join(' · ')}`;
    case 'training':
      return [head.config.method, ...head.targetPrompts].join(' · ');
    case 'evaluation':
      return `${head.config.detector}: ${head.config.source.domains.join(' · ')}`;
    default:
      return head satisfies never;
  }
}
