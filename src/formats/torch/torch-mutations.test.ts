/** Files that were changed at random: they may be refused, but they never do harm. */
import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PickleObject, type PickleValue } from './pickle-values';
import { writeSafetensors } from '../safetensors/safetensors';
import {
  dictionary,
  floats,
  legacyFile,
  legacyStorage,
  pickled,
  pickleOf,
  readAllTensors,
  tensorValue,
  torchZip,
} from './testing-torch';

/** Changed files in one run; `MUTATIONS=20000` for a thorough one. */
const mutations = Number(process.env['MUTATIONS'] ?? 500);
const longestMilliseconds = 1000;

describe('files changed at random', () => {
  const nested = new Map<string, PickleValue>([
    [
      'model',
      new Map<string, PickleValue>([
        ['a', tensorValue('0', 6, [2, 3], { strides: [1, 2] })],
        ['b', tensorValue('1', 4, [4], { type: 'HalfStorage' })],
      ]),
    ],
    ['iteration', 7],
    ['best', new PickleObject('numpy.core.multiarray.scalar', [new PickleObject('numpy.dtype', ['f8', false, true])])],
  ]);
  const detector = new Map([
    [
      'model',
      new Map<string, PickleValue>([
        ['offline_backbone.stem.conv1.weight', tensorValue('0', 6, [1, 3, 1, 1])],
        ['offline_proposal_generator.rpn_head.objectness_logits.bias', tensorValue('0', 6, [3], { offset: 3 })],
        ['backbone.layer1.0.conv1.weight', tensorValue('1', 4, [2, 2, 1, 1], { type: 'HalfStorage' })],
        ['roi_heads.box_predictor.test_cls_score.weight', tensorValue('0', 6, [2, 3])],
      ]),
    ],
  ]);
  const storages = { 0: floats(1, 2, 3, 4, 5, 6), 1: Uint8Array.of(0, 60, 0, 60, 0, 60, 0, 60) };
  const seeds: readonly (readonly ['torch' | 'safetensors', Uint8Array])[] = [
    ['torch', torchZip({ pickle: pickleOf(nested), storages, byteorder: 'little' })],
    // Two towers and their heads, as the detectors of RegionCLIP have them.
    ['torch', torchZip({ pickle: pickleOf(detector), storages })],
    [
      'torch',
      legacyFile({ root: dictionary(tensorValue('0', 2, [2])), keys: ['0'], storages: legacyStorage(2, 1, 2) }),
    ],
    [
      'safetensors',
      writeSafetensors([
        { name: 'a', dtype: 'F32', shape: [2, 3], data: new Float32Array(6) },
        { name: 'b', dtype: 'F16', shape: [4], data: new Float32Array(4) },
      ]),
    ],
  ];
  /** A pickle within a whole zip, so that its changes are not only found by its length. */
  const repacked = fc
    .tuple(fc.nat(), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }), fc.nat(40))
    .map(([cut, changes, inserted]) => {
      const pickle = pickleOf(nested);
      for (const [at, byte] of changes) pickle[2 + (at % (pickle.length - 2))] = byte;
      const kept = cut % 4 === 0 ? pickle.slice(0, cut % pickle.length) : pickle;
      const more = pickled(Array.from({ length: inserted }, () => null));
      return [
        'torch',
        torchZip({ pickle: new Uint8Array(Buffer.concat([kept.slice(0, 2), more, kept.slice(2)])), storages }),
      ] as const;
    });
  const size = fc.constantFrom(0, 1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0xffffffff);
  const patched = fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('byte' as const), at: fc.nat(), value: fc.nat(255) }),
          fc.record({ kind: fc.constant('size' as const), at: fc.nat(), value: size }),
          fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), value: fc.nat(64) }),
          fc.record({ kind: fc.constant('end' as const), at: fc.nat(), value: fc.constant(0) }),
        ),
        { minLength: 1, maxLength: 4 },
      ),
    )
    .map(([[kind, seed], changes]) => {
      let bytes = seed.slice();
      for (const change of changes) {
        if (bytes.length < 8) break;
        const at = change.at % (bytes.length - 4);
        if (change.kind === 'byte') bytes[at] = change.value;
        else if (change.kind === 'size') new DataView(bytes.buffer).setUint32(at, change.value, true);
        else if (change.kind === 'cut')
          bytes = new Uint8Array(Buffer.concat([bytes.slice(0, at), bytes.slice(at + change.value)]));
        else bytes = bytes.slice(0, at);
      }
      return [kind, bytes] as const;
    });

  it(
    `are read or refused in words, ${mutations} of them, each within a second`,
    async () => {
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(fc.oneof(patched, repacked), async ([kind, file]) => {
          const start = performance.now();
          const result: unknown = await readAllTensors(file, kind).catch((error: unknown) => error);
          expect(performance.now() - start).toBeLessThan(longestMilliseconds);
          if (typeof result === 'number') return;
          refused++;
          expect(result).toBeInstanceOf(CodedError);
          expect((result as FormatError).hint).not.toBe('');
        }),
        { numRuns: mutations },
      );
      expect(refused).toBeGreaterThan(mutations / 4);
    },
    60_000 + 10 * mutations,
  );
});
