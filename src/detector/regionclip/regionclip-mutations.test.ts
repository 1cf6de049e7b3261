/** RegionCLIP's checkpoint changed at random: it is read or refused in words. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteSourceOf } from '../../formats/byte-source';
import { CodedError } from '../../errors/coded-error';
import { readDetectorCheckpoint } from '../detector-checkpoint';
import { oneAxisTexts, regionclipBytes } from './testing-regionclip';

/** Changed files in one run; `MUTATIONS=5000` for a thorough one. */
const mutations = Number(process.env['MUTATIONS'] ?? 60);
/** The description stands first in the file, the list of its parts last; so many bytes hold either. */
const described = 30_000;
const size = regionclipBytes.length;
const place = fc.oneof(
  fc.nat(described),
  fc.nat(described).map((back) => size - 1 - back),
  fc.nat(size - 1),
);
const change = fc.oneof(
  fc.record({ kind: fc.constant('byte' as const), at: place, value: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: place, value: fc.integer({ min: 1, max: 64 }) }),
  fc.record({ kind: fc.constant('end' as const), at: place, value: fc.constant(0) }),
);

it(
  `is read or refused, ${mutations} times`,
  async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        let bytes = regionclipBytes.slice();
        for (const { kind, at, value } of changes) {
          if (kind === 'byte') bytes[at] = value;
          else if (kind === 'end') bytes = bytes.slice(0, at);
          else bytes = new Uint8Array(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + value)]));
        }
        const result: unknown = await readDetectorCheckpoint(byteSourceOf(bytes), {}, oneAxisTexts).catch(
          (error: unknown) => error,
        );
        if (!(result instanceof Error)) return;
        refused++;
        expect(result).toBeInstanceOf(CodedError);
        expect((result as CodedError).hint).not.toBe('');
      }),
      { numRuns: mutations },
    );
    expect(refused).toBeGreaterThan(mutations / 4);
  },
  60_000 + 20 * mutations,
);
