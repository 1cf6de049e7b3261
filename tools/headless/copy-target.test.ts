import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { copyTarget } from './copy-target';

const folder = mkdtempSync(join(tmpdir(), 'copies-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

test('files come into a folder, in pieces, and never out of it', () => {
  const target = copyTarget(join(folder, 'set'));
  expect(target.form).toBe('files');
  target.write('images/a.jpg', bytes('one '), false);
  target.write('images/a.jpg', bytes('two'), true);
  target.write('data.yaml', bytes(''), true);
  target.end();
  expect(readFileSync(join(folder, 'set/images/a.jpg'), 'utf8')).toBe('one two');
  expect(readFileSync(join(folder, 'set/data.yaml'), 'utf8')).toBe('');
  expect(() => target.write('../a.jpg', bytes('x'), true)).toThrow('leads out of');
  expect(existsSync(join(folder, 'a.jpg'))).toBe(false);
  expect(() => copyTarget(join(folder, 'set'))).toThrow('is not empty');
});

test('a zip file has its name only once it is whole', () => {
  const place = join(folder, 'set.zip');
  const cut = copyTarget(place);
  cut.write('', bytes('PK'), false);
  expect(existsSync(place)).toBe(false);
  cut.abandon();
  expect(existsSync(`${place}.part`)).toBe(false);
  const whole = copyTarget(place);
  whole.write('', bytes('PK'), true);
  whole.end();
  expect(readFileSync(place, 'utf8')).toBe('PK');
});

test('what is larger than the disk is refused, with both sizes', () => {
  const target = copyTarget(join(folder, 'deep/in/set'));
  target.checkSpace(1000);
  expect(() => target.checkSpace(1e18)).toThrow(/about 1000000000\.0 GB, and .* has \d+\.\d GB free/u);
});
