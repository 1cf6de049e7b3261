import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';
import type { PickleValue } from './pickle-values';

/** Python's own types that state dicts are made of; their names say what they hold, so they become values at once. */
const containers = new Map<string, (args: readonly PickleValue[]) => PickleValue>([
  ['builtins.list', ([items]) => elementsOf(items)],
  ['builtins.tuple', ([items]) => elementsOf(items)],
  ['builtins.set', ([items]) => new Set(elementsOf(items))],
  ['builtins.frozenset', ([items]) => new Set(elementsOf(items))],
  ['builtins.dict', ([items]) => mapOf(items)],
  ['builtins.bytes', ([items]) => (items instanceof Uint8Array ? items : new Uint8Array(0))],
  ['collections.OrderedDict', ([items]) => mapOf(items)],
  ['collections.Counter', ([items]) => mapOf(items)],
  ['collections.defaultdict', ([, items]) => mapOf(items)],
  ['_codecs.encode', ([text]) => latin1Bytes(text)],
]);

/** Whether a name stands for one of Python's own types that are read. */
export function isPythonType(name: string): boolean {
  return containers.has(name);
}

/** Elements that a call would copy: what it costs. */
export function callCost(args: readonly PickleValue[]): number {
  return args.reduce((sum: number, arg) => sum + sizeOf(arg), 1);
}

/** The value of a call, undefined where the name is none of Python's own. @throws FormatError `invalid-data` */
export function pythonValue(name: string, args: readonly PickleValue[]): PickleValue | undefined {
  return containers.get(name)?.(args);
}

function sizeOf(value: PickleValue): number {
  if (value instanceof Map || value instanceof Set) return value.size;
  return typeof value === 'string' || Array.isArray(value) ? value.length : 1;
}

function elementsOf(items: PickleValue | undefined): PickleValue[] {
  if (items === undefined) return [];
  if (Array.isArray(items)) return [...(items as readonly PickleValue[])];
  throw wrong('a list that is made from something else');
}

function mapOf(items: PickleValue | undefined): Map<PickleValue, PickleValue> {
  if (items instanceof Map) return new Map(items);
  return new Map(
    elementsOf(items).map((pair): [PickleValue, PickleValue] => {
      if (!Array.isArray(pair) || pair.length !== 2) throw wrong('a dictionary that is not made from pairs');
      const [key, value] = pair as readonly PickleValue[];
      return [key as PickleValue, value as PickleValue];
    }),
  );
}

/** Protocol 2 has no bytes: Python writes them as a text of their Latin-1 characters. */
function latin1Bytes(text: PickleValue | undefined): Uint8Array {
  if (typeof text !== 'string') throw wrong('bytes that are not made from a text');
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function wrong(what: string): FormatError {
  return new CodedError('invalid-data', `the pickle holds ${what}`, 'The file is damaged: copy or download it again.');
}
