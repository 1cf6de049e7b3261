import { parseDecimal } from '../../formats/text/number-text';
import { openSafetensors, writeSafetensors } from '../../formats/safetensors/safetensors';
import type { DetectorInfo } from '../engine';
import { brokenFile } from '../../errors/broken-file';

const broken = brokenFile('Choose another file.');

/** A checkpoint that holds nothing but the number of steps. */
export function fakeCheckpoint(steps: number): Uint8Array {
  return writeSafetensors([], { format: 'clip-the-gap-checkpoint', version: '1', stepsDone: String(steps) });
}

/** Steps done. @throws EngineError for another file */
export async function readFakeCheckpoint(file: Uint8Array): Promise<number> {
  const steps = parseDecimal((await openSafetensors(file)).metadata.get('stepsDone') ?? '');
  if (steps === undefined || !Number.isInteger(steps))
    throw broken('The file is no training checkpoint of this version.');
  return steps;
}

/** A detector's file without weights. */
export function fakeDetectorFile({ title, provenance }: DetectorInfo): Uint8Array {
  return writeSafetensors([], {
    format: 'clip-the-gap-detector',
    version: '1',
    provenance: JSON.stringify({ ...provenance, title }),
  });
}

/** Title and provenance of a detector's file. @throws EngineError for another file */
export async function readFakeDetector(file: Uint8Array): Promise<Pick<DetectorInfo, 'title' | 'provenance'>> {
  const { metadata } = await openSafetensors(file);
  if (metadata.get('format') !== 'clip-the-gap-detector') throw broken('The file is no detector of this program.');
  const provenance = JSON.parse(metadata.get('provenance') ?? '{}') as Readonly<Record<string, string>>;
  return { title: provenance['title'] ?? 'untitled', provenance };
}
