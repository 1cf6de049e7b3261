import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../install.mjs';

/** What torch needs to keep memory that it frees: pages that go back to the system and come again cost a third of a step. */
const keepMemory = {
  MALLOC_MMAP_THRESHOLD_: String(2 ** 30),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 33),
  MALLOC_TOP_PAD_: String(2 ** 26),
};

/**
 * Runs a program of `tools/twin/torch` with a request, in `python3` or what the environment calls `PYTHON`; its progress goes to standard error.
 * @param requestFile gets the request
 * @throws Error where the program fails, or there is no Python
 */
export async function runPython(program: string, requestFile: string, request: object): Promise<void> {
  mkdirSync(dirname(requestFile), { recursive: true });
  writeFileSync(requestFile, `${JSON.stringify(request, null, 1)}\n`);
  const python = process.env['PYTHON'] ?? 'python3';
  const child = spawn(python, [join(root, 'tools/twin/torch', program), requestFile], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...keepMemory, ...process.env },
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new Error(`${python} does not start. Set PYTHON to a Python with torch.`, { cause })),
    );
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} failed; what it said stands above.`));
    });
  });
}
