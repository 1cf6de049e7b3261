import { fork } from 'node:child_process';
import { join } from 'node:path';
import { kitFolder } from './kit-folder';
import type { PartMessage, PartRequest } from './messages';

/** How a part's process ended. */
export type PartEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'cut-off'; readonly during: string }
  | { readonly kind: 'crashed'; readonly how: string; readonly during: string };

/** A part that lasts longer is ended; what it has told stays. */
export function runPart(
  request: PartRequest,
  environment: Readonly<Record<string, string>>,
  mostSeconds: number,
  hear: (message: PartMessage) => void,
): Promise<PartEnd> {
  const child = fork(join(kitFolder, 'suite/part.js'), [JSON.stringify(request)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let [during, complaints, late] = ['the start', '', false];
  child.stderr!.on('data', (text: Buffer) => (complaints = (complaints + text.toString()).slice(-2000)));
  let done = false;
  child.on('message', (message: PartMessage) => {
    if (message.kind === 'begins') during = message.name;
    if (message.kind === 'done') done = true;
    else hear(message);
  });
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, 1000 * mostSeconds);
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (done) return resolve({ kind: 'finished' });
      if (late) return resolve({ kind: 'cut-off', during });
      const how = signal === null ? `exit code ${code}` : signal;
      const said = reasonIn(complaints);
      resolve({ kind: 'crashed', how: said === '' ? how : `${how}: ${said}`, during });
    });
  });
}

/** The line that names Node's exception; of a driver, the last lines. */
function reasonIn(complaints: string): string {
  const lines = complaints.trim().split('\n');
  return lines.find((line) => /^\w*Error\b.*: /u.test(line)) ?? lines.slice(-4).join(' ');
}
