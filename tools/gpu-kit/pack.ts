import { CodedError } from '../../src/errors/coded-error';
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** 36 MB. */
export const mostArchiveBytes = 36_000_000;

/**
 * @returns bytes of the archive
 * @throws CodedError without tar and xz
 * @throws Error where it is larger than it may be
 */
export async function packKit(kit: string, archive: string): Promise<number> {
  for (const tool of ['tar', 'xz'])
    if (spawnSync(tool, ['--version']).status !== 0)
      throw new CodedError('bad-arguments', `The archive needs ${tool}, which is not here.`, '');
  const tar = spawn('tar', ['-c', '--sort=name', '--owner=0', '--group=0', '-C', dirname(kit), basename(kit)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Most of it is machine code, which packs better with its jumps made absolute.
  const xz = spawn('xz', ['--x86', '--lzma2=preset=9e,dict=128MiB', '-c'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await Promise.all([pipeline(tar.stdout, xz.stdin), pipeline(xz.stdout, createWriteStream(archive))]);
  const { size } = statSync(archive);
  if (size > mostArchiveBytes)
    throw new Error(`The archive has ${size} bytes, more than the ${mostArchiveBytes} that it may have: ${archive}`);
  return size;
}
