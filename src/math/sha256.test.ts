import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from './sha256';

it('agrees with the standard example', () => {
  expect(sha256([new TextEncoder().encode('abc')])).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

it('agrees with Node for any bytes, however they are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), (parts) => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      expect(sha256(parts)).toBe(hash.digest('hex'));
    }),
  );
});
