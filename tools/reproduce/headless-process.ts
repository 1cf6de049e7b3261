import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../install.mjs';

/**
 * Runs one headless command in a process of its own, with one thread.
 * @throws Error with what the command said of its failure
 */
export function headless<Output>(args: readonly string[]): Promise<Output> {
  return new Promise((resolve, reject) => {
    const tsx = join(root, 'node_modules/.bin/tsx');
    const command = [join(root, 'tools/headless.ts'), ...args, '--single-thread'];
    const child = spawn(tsx, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let trouble = '';
    child.stdout.on('data', (part: Buffer) => (output += part.toString()));
    child.stderr.on('data', (part: Buffer) => (trouble = (trouble + part.toString()).slice(-2000)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as Output);
      else reject(new Error(`headless ${args[0]} failed: ${output.trim() || trouble}`));
    });
  });
}
