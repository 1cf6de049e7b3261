import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeGpu } from '../../src/tensor/testing';
import { assembleKit } from './assemble';
import type { KitReport } from './kit-report';
import { kitLibrariesHere } from './libraries';

const here = process.platform === 'linux' && process.arch === 'x64' && kitLibrariesHere();
const gpu = here ? await nodeGpu() : 'not on Linux x86-64 with the libraries of the kit';
const why = typeof gpu === 'string' ? `: skipped, ${gpu}` : '';
/** As root the network is cut off, too. */
const cut = process.getuid?.() === 0 && spawnSync('unshare', ['-n', 'true']).status === 0 ? ['unshare', '-n'] : [];

describe.skipIf(why !== '')(`the GPU kit${why}`, () => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gpu-kit-'));
    await assembleKit(join(folder, 'made'));
    // Elsewhere than it was made, as on another machine.
    cpSync(join(folder, 'made'), join(folder, 'elsewhere/kit'), { recursive: true });
    rmSync(join(folder, 'made'), { recursive: true });
    mkdirSync(join(folder, 'empty'));
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...options: string[]) => {
    const driver = process.env['VK_ICD_FILENAMES'];
    const environment = ['PATH=/usr/bin:/bin', ...(driver ? [`VK_ICD_FILENAMES=${driver}`] : [])];
    const command = [...cut, '/usr/bin/env', '-i', ...environment, join(folder, 'elsewhere/kit/run'), ...options];
    return spawnSync(command[0]!, command.slice(1), { cwd: join(folder, 'empty'), encoding: 'utf8' });
  };

  test('in an empty folder, with an empty environment and without network, it finds the adapter, checks kernels and writes both reports', () => {
    const { status, stdout, stderr } = run('--only', 'first-kernels', '--seconds', '40');
    expect(stderr).toBe('');
    const report = JSON.parse(readFileSync(join(folder, 'empty/report/report.json'), 'utf8')) as KitReport;
    expect(report).toMatchObject({ finished: true, runtime: 'node', size: 'small', software: true });
    expect(stdout).toContain(report.adapter);
    const [group] = report.groups;
    expect(group?.name).toBe('kernels');
    expect(group?.checks.filter(({ status: one }) => one === 'fail')).toEqual([]);
    expect(group?.checks.some(({ status: one }) => one === 'pass')).toBe(true);
    expect(readFileSync(join(folder, 'empty/report/report.html'), 'utf8')).toContain('CLIP the Gap on this GPU');
    expect(status).toBe(0);
  }, 120_000);

  test('bad use ends with 2 and names the options', () => {
    const { status, stderr } = run('--size', 'huge');
    expect(status).toBe(2);
    expect(stderr).toContain('--size: huge is neither small nor full. Options: --out DIR');
  });

  test('it holds what it needs, and nothing of the repository’s paths', () => {
    const kit = join(folder, 'elsewhere/kit');
    for (const path of [
      'bin/node',
      'lib/vulkan/libvulkan.so.1',
      'lib/x11/libXext.so.6',
      'licences/node',
      'licences/dawn',
    ])
      expect(existsSync(join(kit, path)), path).toBe(true);
    const found = spawnSync('grep', ['-rlF', process.cwd(), join(kit, 'suite')], { encoding: 'utf8' });
    expect(found.stdout).toBe('');
    expect(execFileSync(join(kit, 'bin/node'), ['--version'], { encoding: 'utf8' }).trim()).toBe(process.version);
  });
});
