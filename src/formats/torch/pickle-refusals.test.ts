/** Files whose pickle is damaged or asks for code, with exactly what is said of each. */
import { describe, it } from 'vitest';
import { PickleGlobal, PickleObject, type PickleValue } from './pickle-values';
import {
  dictionary,
  expectRefusal,
  latin1,
  pickleOf,
  type RefusedFile,
  tensorValue,
  torchOf,
  torchZip,
} from './testing-torch';

/** A zip whose pickle is these characters. */
const raw = (pickle: string): Uint8Array => torchZip({ pickle: latin1(`\x80\x02${pickle}`) });

const files: readonly RefusedFile[] = [
  [
    'an empty pickle',
    torchZip({ pickle: new Uint8Array(0) }),
    'truncated',
    'the pickle ends in the middle of an instruction',
  ],
  [
    'a pickle that was cut',
    torchZip({ pickle: pickleOf(new Map([['a', 1]])).slice(0, -4) }),
    'truncated',
    'the pickle ends in the middle of an instruction',
  ],
  [
    'a text longer than the file',
    raw('X\xff\xff\xff\x7fabc.'),
    'truncated',
    'the pickle ends in the middle of an instruction',
  ],
  ['a text that is none', raw('X\x02\0\0\0\xc3\x28.'), 'invalid-data', 'the pickle holds a text that is not UTF-8'],
  [
    'protocol 0',
    torchZip({ pickle: latin1('\x80\x00N.') }),
    'unsupported-type',
    'the pickle has protocol 0, not 2 to 5',
  ],
  [
    'an instruction that nobody writes',
    raw('N\x82\x01.'),
    'unsupported-type',
    'the pickle has the instruction 0x82 at byte 3, which PyTorch does not write',
  ],
  [
    'a pickle that takes from an empty stack',
    raw('0.'),
    'invalid-data',
    'the pickle holds an instruction without the value that it needs',
  ],
  [
    'a pickle that takes beyond a mark',
    raw('N(0.'),
    'invalid-data',
    'the pickle holds an instruction without the value that it needs',
  ],
  [
    'a mention of nothing',
    raw('h\x09.'),
    'invalid-data',
    'the pickle holds a mention of value 9, which it has not given',
  ],
  ['the end of no group', raw('t.'), 'invalid-data', 'the pickle holds the end of a group that has no start'],
  ['items for a number', raw('K\x01N\x61.'), 'invalid-data', 'the pickle holds items for something that is no list'],
  ['entries for a list', raw(']NNs.'), 'invalid-data', 'the pickle holds items for something that is no dictionary'],
  [
    'a dictionary with half an entry',
    raw('}(Nu.'),
    'invalid-data',
    'the pickle holds items for something that is no dictionary',
  ],
  ['a call of a number', raw('K\x01)R.'), 'invalid-data', 'the pickle holds a call of something that is no name'],
  ['a state of a number', raw('K\x01Nb.'), 'invalid-data', 'the pickle holds a state for something that has none'],
  [
    'an integer of a kilobyte',
    raw(`\x8b\xe8\x03\0\0${'\x01'.repeat(1000)}.`),
    'too-large',
    'the pickle holds an integer of 1000 bytes',
  ],
  [
    'a command',
    raw('cos\nsystem\n(X\x02\0\0\0lstR.'),
    'foreign-code',
    'this file contains code: it calls for os.system',
  ],
  [
    'a command of posix',
    raw('cposix\nsystem\n(X\x02\0\0\0lstR.'),
    'foreign-code',
    'this file contains code: it calls for posix.system',
  ],
  [
    'torch’s own way to run code',
    raw('ctorch.hub\nload\n)R.'),
    'foreign-code',
    'this file contains code: it calls for torch.hub.load',
  ],
  [
    'a whole model in place of its weights',
    torchOf(dictionary(new PickleObject('torch.nn.modules.conv.Conv2d', []))),
    'foreign-code',
    'this file contains code: it calls for torch.nn.modules.conv.Conv2d',
  ],
  [
    'code that is only beside the weights',
    torchOf(
      new Map<string, PickleValue>([
        ['model', dictionary(tensorValue('0', 2, [2]))],
        ['config', new PickleGlobal('yacs.config.CfgNode')],
      ]),
    ),
    'foreign-code',
    'this file contains code: it calls for yacs.config.CfgNode',
  ],
  [
    'a name that hides its lines',
    raw('c__torch__\nA\r B\n)R.'),
    'foreign-code',
    'this file contains code: it calls for __torch__.A? B',
  ],
  [
    'a dictionary within itself',
    raw('}q\0X\x01\0\0\0ah\0s.'),
    'too-large',
    'the file has more, longer or deeper nested names than weights have',
  ],
  [
    'dictionaries that double sixty times',
    raw(`}q\0${'}(X\x01\0\0\0ah\0X\x01\0\0\0bh\0uq\0'.repeat(60)}.`),
    'too-large',
    'the file has more, longer or deeper nested names than weights have',
  ],
];

describe('a pickle is refused', () => {
  it.each(files)('%s', (_, file, code, message) => expectRefusal(file, 'torch', code, message));
});
