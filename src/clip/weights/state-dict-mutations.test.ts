/** Whole models and checkpoints that were changed at random: never a crash, a hang or half a model. */
import { isFormatError, isModelError } from '../../errors/areas';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../../math/testing';
import { byteSourceOf } from '../../formats/byte-source';
import { openStateDict } from './open-state-dict';
import { tinyWeights } from '../testing';
import { torchFixture } from '../testing-torch';
import { visualWeightsFromStateDict } from './visual-state-dict';

/** A tenth of the small files' number: a model takes longer than they do. */
const mutations = Math.ceil(Number(process.env['MUTATIONS'] ?? 500) / 10);

describe.each(['openai.pt', 'legacy.pth', 'timm.safetensors'] as const)('%s', (name) => {
  it(
    `changed ${mutations} times is a whole tower or refused in words`,
    async () => {
      const whole = await torchFixture(name);
      // Descriptions stand at the ends; what lies between them is nearly all weights.
      const place = fc.oneof(
        fc.nat(20_000),
        fc.nat(60_000).map((back) => whole.length - 1 - back),
        fc.nat(whole.length - 1),
      );
      const change = fc.record({ at: place, value: fc.nat(255) });
      const expected = [...tinyWeights().tensors.keys()];
      await fc.assert(
        fc.asyncProperty(
          fc.array(change, { minLength: 1, maxLength: 40 }),
          fc.option(fc.nat(whole.length - 1)),
          async (changes, length) => {
            const bytes = whole.slice(0, length ?? whole.length);
            for (const { at, value } of changes) if (at < bytes.length) bytes[at] = value;
            const start = cpuMilliseconds();
            const result: unknown = await openStateDict(byteSourceOf(bytes))
              .then((tensors) => visualWeightsFromStateDict(tensors))
              .catch((error: unknown) => error);
            expect(cpuMilliseconds() - start).toBeLessThan(1000);
            if (isFormatError(result) || isModelError(result)) expect(result.hint).not.toBe('');
            else expect([...(result as ReturnType<typeof tinyWeights>).tensors.keys()]).toEqual(expected);
          },
        ),
        { numRuns: mutations },
      );
    },
    60_000 + 100 * mutations,
  );
});
