import { CodedError } from '../../errors/coded-error';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../../math/testing';
import { unpickle } from './pickle';
import { PickleGlobal, PickleObject, PicklePersistent, type PickleValue } from './pickle-values';
import { pickleOf } from './testing-torch';

const none = (): boolean => false;
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

/** What Python 3.11's `pickle.dumps` wrote of one dictionary, protocols 4 and 5. */
const fromPython = {
  4: '80049599000000000000007d94288c0161945d94284b014afeffffff8a060000000000018a0d00000040eaed7446d09c2c9f0c473ff8000000000000884e8c02c3a994658c0173948f94284b03908c016694284b0491948c01629443027879948c017494284b014b024b034b0474948c016f948c0b636f6c6c656374696f6e73948c0b4f726465726564446963749493942952948c0178944b01738c026261944b00752e',
  5: '800595a2000000000000007d94288c0161945d94284b014afeffffff8a060000000000018a0d00000040eaed7446d09c2c9f0c473ff8000000000000884e8c02c3a994658c0173948f94284b03908c016694284b0491948c01629443027879948c017494284b014b024b034b0474948c016f948c0b636f6c6c656374696f6e73948c0b4f726465726564446963749493942952948c0178944b01738c026261949601000000000000007194752e',
};

describe('unpickle', () => {
  it.each([4, 5] as const)('reads what Python wrote in protocol %i', (protocol) => {
    const { value } = unpickle(hex(fromPython[protocol]), none);
    expect(value).toEqual(
      new Map<string, unknown>([
        ['a', [1, -2, 2 ** 40, 10n ** 30n, 1.5, true, null, 'é']],
        ['s', new Set([3])],
        ['f', new Set([4])],
        ['b', Uint8Array.of(0x78, 0x79)],
        ['t', [1, 2, 3, 4]],
        ['o', new Map([['x', 1]])],
        ['ba', protocol === 5 ? Uint8Array.of(0x71) : 0],
      ]),
    );
  });

  it('reads back every value that is written', () => {
    const { value } = fc.letrec<{ value: PickleValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false),
        fc.integer(),
        fc.double({ noNaN: true }).filter((number) => !Number.isInteger(number)),
        fc
          .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
          .map((big) => (Number.isSafeInteger(Number(big)) ? Number(big) : big)),
        fc.string({ unit: 'grapheme' }),
        fc.uint8Array(),
        fc.array(tie('value'), { maxLength: 5 }),
        fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 5 }).map((pairs) => new Map(pairs)),
        tie('value').map((id) => new PicklePersistent(id)),
        fc.tuple(fc.array(tie('value')), tie('value')).map(([args, state]) => {
          const object = new PickleObject('a.B', args);
          object.state = state;
          return object;
        }),
      ),
    }));
    fc.assert(
      fc.property(value, (written) => {
        expect(unpickle(pickleOf(written), (name) => name === 'a.B').value).toEqual(written);
      }),
    );
  });

  it('makes Python’s own containers at once, and leaves everything else as it is called', () => {
    const ordered = new PickleObject('collections.OrderedDict', [[['a', 1]]]);
    ordered.state = new Map([['_metadata', new Map()]]);
    const factory = new PickleObject('collections.defaultdict', [
      new PickleGlobal('builtins.list'),
      new Map([['b', 2]]),
    ]);
    const bytes = new PickleObject('_codecs.encode', ['\u00ffA', 'latin1']);
    const scalar = new PickleObject('numpy.core.multiarray.scalar', [new PickleObject('numpy.dtype', ['f8']), bytes]);
    const { value } = unpickle(pickleOf([ordered, factory, scalar]), (name) => name.startsWith('numpy.'));
    expect(value).toEqual([
      new Map([['a', 1]]),
      new Map([['b', 2]]),
      new PickleObject('numpy.core.multiarray.scalar', [
        new PickleObject('numpy.dtype', ['f8']),
        Uint8Array.of(255, 65),
      ]),
    ]);
  });

  it('says where it ends and what lies beside it', () => {
    const pickle = pickleOf([new PicklePersistent('a'), new PicklePersistent('b')]);
    const { end, persistents } = unpickle(new Uint8Array([...pickle, 1, 2, 3]), none);
    expect(end).toBe(pickle.length);
    expect(persistents.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it.each<[string, readonly [string, string]]>([
    ['a command', ['os', 'system']],
    ['Python’s eval', ['builtins', 'eval']],
    ['an attribute of anything', ['builtins', 'getattr']],
    ['the same under Python 2’s name', ['__builtin__', 'eval']],
    ['a name that is only like an allowed one', ['collections.OrderedDict', '__init__.__globals__']],
  ])('never calls %s', (_, [module, name]) => {
    const full = `${module === '__builtin__' ? 'builtins' : module}.${name}`;
    const classic = `\x80\x02c${module}\n${name}\n(X\x02\0\0\0lstR.`;
    const stacked = `\x80\x04\x8c${String.fromCharCode(module.length)}${module}\x8c${String.fromCharCode(name.length)}${name}\x93)R.`;
    for (const text of [classic, stacked]) {
      const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
      const problem = { code: 'foreign-code', message: `this file contains code: it calls for ${full}` };
      expect(() => unpickle(bytes, none)).toThrow(expect.objectContaining(problem));
    }
  });

  it('refuses what would grow without end', () => {
    // Empty lists, dictionaries, sets.
    for (const opcode of [0x5d, 0x7d, 0x8f]) {
      const start = cpuMilliseconds();
      const many = new Uint8Array(2_100_000).fill(opcode);
      expect(() => unpickle(many, none)).toThrow('the pickle asks for more than 2000000 steps');
      expect(cpuMilliseconds() - start).toBeLessThan(3000);
    }
    // One dictionary, remembered and copied again and again.
    const dictionary = pickleOf(new Map(Array.from({ length: 30_000 }, (_, i) => [i, 0]))).subarray(0, -1);
    const copies = '0ccollections\nCounter\nh\0\x85R'.repeat(100);
    const bomb = Buffer.concat([dictionary, Buffer.from(`q\0${copies}.`, 'latin1')]);
    expect(() => unpickle(bomb, none)).toThrow('the pickle asks for more than 2000000 steps');
  });

  it('never fails with anything but a FormatError, whatever the bytes', () => {
    const good = [pickleOf(['a', 1, 2.5, new Map([['k', [null]]])]), hex(fromPython[4]), hex(fromPython[5])];
    const mutated = fc
      .tuple(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { minLength: 1, maxLength: 4 }))
      .map(([bytes, changes]) => {
        const changed = bytes.slice();
        for (const [at, byte] of changes) changed[at % changed.length] = byte;
        return changed;
      });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 60 })), (bytes) => {
        try {
          unpickle(bytes, none);
        } catch (error) {
          expect(error).toBeInstanceOf(CodedError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
