/** A random UUID, version 4. `crypto.randomUUID` exists on secure addresses only, and a plain host has none. */
export function newRunId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The name of the detector that a run trains: what is wanted, with the beginning of the run's id.
 * No other run has it, whichever tab it is trained in, and whatever became of earlier detectors. A name that has it already stays.
 */
export function detectorNameOfRun(wanted: string, runId: string): string {
  const suffix = `-${runId.slice(0, 8)}`;
  return wanted.includes(suffix) ? wanted : `${wanted}${suffix}`;
}
