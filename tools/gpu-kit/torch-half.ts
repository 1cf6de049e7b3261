import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { InspectionSize } from '../../src/engine/inspection/inspection';
import type { Measurement } from '../../src/engine/inspection/measurements/planned';
import { kitFolder } from './kit-folder';

export interface TorchAbout {
  readonly torch: string;
  readonly device: string;
  readonly cuda: string | null;
}

/** What the PyTorch half found, or why it found nothing. */
export interface TorchHalf {
  readonly about: TorchAbout | null;
  readonly measurements: readonly Measurement[];
  /** What could not be measured there. */
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  readonly why: string | null;
}

const ends: Readonly<Record<number, string>> = {
  3: '`python3` has no torch.',
  4: 'torch finds no CUDA here.',
};

/** Runs the same work in PyTorch on the same card; each result is told as it comes. */
export function runTorchHalf(
  size: InspectionSize,
  seconds: number,
  hear: (half: TorchHalf) => void,
): Promise<TorchHalf> {
  const script = join(kitFolder, 'torch/measure.py');
  if (!existsSync(script))
    return Promise.resolve({ about: null, measurements: [], skipped: [], why: 'This kit has no PyTorch half.' });
  let half: TorchHalf = { about: null, measurements: [], skipped: [], why: null };
  const child = spawn('python3', [script, '--size', size, '--seconds', String(Math.floor(seconds))], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Without the libraries that only the kit's own processes need.
    env: { ...process.env, LD_LIBRARY_PATH: process.env['GPU_KIT_LIBRARY_PATH'] ?? '' },
  });
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => (complaints = (complaints + text.toString()).slice(-1000)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const value = parsed(line);
    if (value === null) return;
    if ('torch' in value) half = { ...half, about: value };
    else if (value.samples.length === 0) half = { ...half, skipped: [...half.skipped, refused(value)] };
    else half = { ...half, measurements: [...half.measurements, value] };
    hear(half);
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 1000 * (seconds + 20));
  return new Promise((resolve) => {
    const end = (why: string | null) => {
      clearTimeout(timer);
      resolve({ ...half, why });
    };
    child.on('error', () => end('There is no `python3`.'));
    child.on('close', (code, signal) => {
      if (code === 0) return end(null);
      const last = complaints.trim().split('\n').slice(-3).join(' ');
      end(
        signal === null
          ? (ends[code ?? -1] ?? `It ended with exit code ${code}: ${last}`)
          : `It was ended by ${signal}.`,
      );
    });
  });
}

function refused({ title, details }: Measurement) {
  return { name: `PyTorch: ${title}`, why: String(details['skipped'] ?? 'It has no samples.') };
}

function parsed(line: string): TorchAbout | Measurement | null {
  try {
    return JSON.parse(line) as TorchAbout | Measurement;
  } catch {
    return null;
  }
}
