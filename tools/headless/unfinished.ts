/** What lies in the folder of a training that is not finished, and how it goes on. */
import { CodedError } from '../../src/errors/coded-error';
import { parseDecimal } from '../../src/formats/text/number-text';
import { wellFormedJson } from '../../src/formats/text/well-formed-json';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSafetensors } from '../../src/formats/safetensors/safetensors';
import type { TrainingStep } from '../../src/training/step-losses';
import { writeWhole } from './out';

export const checkpointFile = 'checkpoint.safetensors';
export const metricsFile = 'metrics.jsonl';
const requestFile = 'request.json';

/** A checkpoint is continued only with what it was begun with. @throws CodedError `bad-config` */
export function rememberRun(out: string, request: object): void {
  const text = `${wellFormedJson(request, 1)}\n`;
  const file = join(out, requestFile);
  const goesOn = existsSync(join(out, checkpointFile)) && existsSync(file);
  if (goesOn && readFileSync(file, 'utf8') !== text)
    throw new CodedError(
      'bad-config',
      'The checkpoint in --out belongs to a run with another configuration or model.',
      'Give another --out, or remove its checkpoint.safetensors.',
    );
  writeWhole(out, requestFile, text);
}

/** The rows of `metrics.jsonl`. */
export function openMetrics(out: string): {
  /** Drops the rows of steps that will be done again. */
  begin(): Promise<void>;
  add(steps: readonly TrainingStep[]): void;
} {
  const file = join(out, metricsFile);
  let said = 0;
  return {
    begin: async () => {
      const checkpoint = join(out, checkpointFile);
      // A checkpoint that does not say it is refused by the engine: its rows stay.
      const stepsDone = existsSync(checkpoint)
        ? (parseDecimal((await openSafetensors(readFileSync(checkpoint))).metadata.get('stepsDone') ?? '') ?? Infinity)
        : 0;
      const rows = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
      const kept = rows.filter((row) => stepOf(row) < stepsDone);
      writeFileSync(file, kept.map((row) => `${row}\n`).join(''));
    },
    add: (steps) => {
      appendFileSync(file, steps.map((step) => `${wellFormedJson(step)}\n`).join(''));
      const last = steps.at(-1);
      if (last === undefined || Date.now() - said < 1000) return;
      said = Date.now();
      console.error(`step ${last.step} loss ${last.lossTotal.toFixed(3)} ${last.seconds.toFixed(0)} s`);
    },
  };
}

/** Infinity for a row that a kill tore. */
function stepOf(row: string): number {
  try {
    return (JSON.parse(row) as TrainingStep).step;
  } catch {
    return Infinity;
  }
}
