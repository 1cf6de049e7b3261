import type { CurveTable } from '../../runs/records/curve-table';
import { type RecordedOutcomes, parseSceneOutcomes } from '../../runs/records/scene-outcomes';
import { importSession } from '../../runs/session/session';

/** What the tour shows of recorded runs; null for what could not be read. */
export interface TourRecords {
  /** What the shipped detectors find in the first test streets. */
  readonly outcomes: RecordedOutcomes | null;
  /** The recorded optimisation. */
  readonly optimisation: { readonly curves: CurveTable; readonly targetPrompts: readonly string[] } | null;
}

let reading: Promise<TourRecords> | null = null;

/** Fetches what the tour shows, once: it then needs neither a model nor a network. A failed part is asked for again the next time. */
export async function readTour(): Promise<TourRecords> {
  reading ??= Promise.all([readOutcomes(), readOptimisation()]).then(([outcomes, optimisation]) => ({
    outcomes,
    optimisation,
  }));
  const records = await reading;
  if (records.outcomes === null || records.optimisation === null) reading = null;
  return records;
}

async function readOutcomes(): Promise<TourRecords['outcomes']> {
  const text = await fetchJson('scene-outcomes.json');
  try {
    return text === null ? null : parseSceneOutcomes(JSON.parse(text));
  } catch {
    // Damaged: the stations that show streets say so.
    return null;
  }
}

async function readOptimisation(): Promise<TourRecords['optimisation']> {
  const text = await fetchJson('example.session.json');
  if (text === null) return null;
  try {
    for (const run of importSession(text).runs)
      if (run.kind === 'optimisation') return { curves: run.curves, targetPrompts: run.config.targetPrompts };
  } catch {
    // A damaged recording: the station says that it is missing.
  }
  return null;
}

/** The text of a recorded file; null where it is not served as JSON. */
async function fetchJson(file: string): Promise<string | null> {
  try {
    const response = await fetch(new URL(file, document.baseURI));
    return response.ok && (response.headers.get('content-type') ?? '').includes('json') ? await response.text() : null;
  } catch {
    return null;
  }
}
