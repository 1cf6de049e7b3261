import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeGpu } from '../../src/tensor/testing';
import { assembleKit } from './assemble';
import type { KitReport } from './kit-report';
import { installMissing } from './libraries';

const here = process.platform === 'linux' && process.arch === 'x64' && installMissing().length === 0;
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

  const commandOf = (options: readonly string[]) => {
    const driver = process.env['VK_ICD_FILENAMES'];
    const environment = ['PATH=/usr/bin:/bin', ...(driver ? [`VK_ICD_FILENAMES=${driver}`] : [])];
    return [...cut, '/usr/bin/env', '-i', ...environment, join(folder, 'elsewhere/kit/run'), ...options] as const;
  };
  const run = (...options: string[]) => {
    const [program, ...rest] = commandOf(options);
    return spawnSync(program!, rest, { cwd: join(folder, 'empty'), encoding: 'utf8' });
  };
  const reportIn = (out: string) =>
    JSON.parse(readFileSync(join(folder, 'empty', out, 'report.json'), 'utf8')) as KitReport;

  test('in an empty folder, with an empty environment and without network, it finds the adapter, computes goldens and writes both reports', () => {
    const { status, stdout, stderr } = run('--only', 'goldens', '--seconds', '300');
    expect(stderr).toBe('');
    const report = reportIn('report');
    expect(report).toMatchObject({ finished: true, runtime: 'node', size: 'small', software: true, skipped: [] });
    expect(stdout).toContain(report.adapter);
    const [group] = report.groups;
    expect(group?.checks.map(({ name, status: one }) => `${one}: ${name}`)).toEqual([
      'pass: L_opt, one fixed crop, one target, 3 iterations: largest relative difference',
      'note: detections of clip-the-gap in scene 0',
      'pass: detections of baseline in scene 0',
    ]);
    expect(readFileSync(join(folder, 'empty/report/report.html'), 'utf8')).toContain('CLIP the Gap on this GPU');
    expect(status).toBe(0);
  }, 300_000);

  test('a run that is cut off leaves the checks that it made in a whole report', async () => {
    const [program, ...rest] = commandOf(['--only', 'first-kernels', '--out', 'cut']);
    const child = spawn(program!, rest, { cwd: join(folder, 'empty'), stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    for await (const text of child.stdout) {
      said += String(text);
      if (/\] pass /u.test(said)) child.kill();
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    const report = reportIn('cut');
    expect(report.finished).toBe(false);
    const [group] = report.groups;
    expect(group?.name).toBe('kernels');
    expect(group?.checks.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(group?.checks.some(({ status }) => status === 'pass')).toBe(true);
    expect(readFileSync(join(folder, 'empty/cut/report.html'), 'utf8')).toContain('The run is not finished.');
  }, 120_000);

  /** The kit's `run` with a loader of glibc that says so of itself, and a libstdc++ of the system that does not load. */
  const runOnGlibc = (version: string) => {
    const kit = join(folder, 'elsewhere/kit');
    const broken = join(folder, 'broken');
    mkdirSync(broken, { recursive: true });
    writeFileSync(join(broken, 'libstdc++.so.6'), '');
    const loader = join(folder, 'ld.so');
    const says = version === '' ? 'exit 127' : `echo "ld.so (GNU libc) stable release version ${version}."`;
    writeFileSync(loader, `#!/bin/sh\n${says}\n`, { mode: 0o755 });
    const script = readFileSync(join(kit, 'run'), 'utf8').replace(/^loader=.*$/mu, `loader=${loader}`);
    return spawnSync('sh', ['-c', script, join(kit, 'run'), '--size', 'huge'], {
      encoding: 'utf8',
      env: { LD_LIBRARY_PATH: broken },
    });
  };

  test.each([
    ['2.31', 'The kit needs glibc 2.34 or later; here is 2.31.'],
    ['', 'The kit needs glibc 2.34 or later; here is one before 2.33.'],
    ['2.35', "the kit's own needs glibc 2.36; here is 2.35."],
  ])('with glibc %s, and without a libstdc++ that loads, it says what it needs', (version, message) => {
    const { status, stderr } = runOnGlibc(version);
    expect(stderr).toContain(message);
    expect(status).toBe(1);
  });

  test('where the system’s libstdc++ does not load, its own does', () => {
    const { status, stderr } = runOnGlibc('2.36');
    expect(stderr).toContain('huge is neither small nor full');
    expect(status).toBe(2);
  });

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
