/** Reads pickles, protocols 2 to 5, as data (CPython's `Lib/pickle.py`; what may occur follows torch's `_weights_only_unpickler.py`). */
import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';
import { PickleReader } from './pickle-reader';
import { PickleGlobal, PickleObject, PicklePersistent, type PickleValue } from './pickle-values';
import { callCost, isPythonType, pythonValue } from './python-values';

/** A pickle that was read. */
export interface Unpickled {
  readonly value: PickleValue;
  /** Everything kept beside the pickle, in the order of its first mention. */
  readonly persistents: readonly PicklePersistent[];
  /** Bytes that it took; a file may go on after it. */
  readonly end: number;
}

/** Instructions and copied elements; a detector on RN101 with its optimisers takes a tenth of it. */
const maxWork = 2_000_000;
/** An empty hash table takes the time and memory of several other values. */
const tableWork = 8;

const damaged = 'The file is damaged or of another kind: copy or download it again.';
const weightsOnly =
  'Nothing of it was run. Use a file that holds weights alone: in Python, torch.save(model.state_dict(), "weights.pth").';

/**
 * Reads the pickle at the start of `bytes`.
 *
 * @param allows says which classes and functions may be named, by full name; they are recorded, not called
 * @throws FormatError `foreign-code` naming what is not allowed, `truncated`, `invalid-data`, `unsupported-type` or `too-large`
 */
export function unpickle(bytes: Uint8Array, allows: (name: string) => boolean): Unpickled {
  return new Unpickler(bytes, allows).run();
}

/** The stack machine that a pickle is written for. */
class Unpickler {
  readonly #reader: PickleReader;
  readonly #allows: (name: string) => boolean;
  readonly #stack: PickleValue[] = [];
  /** Heights of the stack where a mark was set. */
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();
  readonly #persistents: PicklePersistent[] = [];
  #work = 0;

  constructor(bytes: Uint8Array, allows: (name: string) => boolean) {
    this.#reader = new PickleReader(bytes);
    this.#allows = allows;
  }

  run(): Unpickled {
    for (;;) {
      this.#spend(1);
      const opcode = this.#reader.uint8();
      if (opcode === 0x2e) return { value: this.#pop(), persistents: this.#persistents, end: this.#reader.at };
      if (!this.#scalar(opcode) && !this.#container(opcode) && !this.#object(opcode) && !this.#upkeep(opcode)) {
        const code = `0x${opcode.toString(16).padStart(2, '0')}`;
        const problem = `the pickle has the instruction ${code} at byte ${this.#reader.at - 1}, which PyTorch does not write`;
        throw new CodedError('unsupported-type', problem, damaged);
      }
    }
  }

  /** Instructions that push one value of their own. */
  #scalar(opcode: number): boolean {
    const value = scalarOf(opcode, this.#reader);
    if (value === undefined) return false;
    this.#stack.push(value);
    return true;
  }

  /** Tuples, lists, dictionaries and sets. */
  #container(opcode: number): boolean {
    const stack = this.#stack;
    switch (opcode) {
      case 0x28: // (  MARK
        this.#marks.push(stack.length);
        return true;
      case 0x29: // )  EMPTY_TUPLE
      case 0x5d: // ]  EMPTY_LIST
        stack.push([]);
        return true;
      case 0x7d: // }  EMPTY_DICT
        this.#spend(tableWork);
        stack.push(new Map());
        return true;
      case 0x8f: // EMPTY_SET
        this.#spend(tableWork);
        stack.push(new Set());
        return true;
      case 0x74: // t  TUPLE
        stack.push(this.#popMark());
        return true;
      case 0x85: // TUPLE1 to TUPLE3
      case 0x86:
      case 0x87:
        stack.push(Array.from({ length: opcode - 0x84 }, () => this.#pop()).reverse());
        return true;
      case 0x61: // a  APPEND
        this.#append([this.#pop()]);
        return true;
      case 0x65: // e  APPENDS
        this.#append(this.#popMark());
        return true;
      case 0x73: {
        // s  SETITEM
        const value = this.#pop();
        this.#setItems([this.#pop(), value]);
        return true;
      }
      case 0x75: // u  SETITEMS
        this.#setItems(this.#popMark());
        return true;
      case 0x90: // ADDITEMS
        this.#addItems(this.#popMark());
        return true;
      case 0x91: // FROZENSET
        this.#spend(tableWork);
        stack.push(new Set(this.#popMark()));
        return true;
      default:
        return false;
    }
  }

  /** Names, and what would be calls. */
  #object(opcode: number): boolean {
    switch (opcode) {
      case 0x63: {
        // c  GLOBAL
        const module = this.#reader.line();
        this.#stack.push(this.#global(module, this.#reader.line()));
        return true;
      }
      case 0x93: {
        // STACK_GLOBAL
        const name = this.#pop();
        const module = this.#pop();
        if (typeof name !== 'string' || typeof module !== 'string') throw wrong('a name that is no text');
        this.#stack.push(this.#global(module, name));
        return true;
      }
      case 0x52: // R  REDUCE
      case 0x81: // NEWOBJ
        this.#call(this.#pop());
        return true;
      case 0x92: // NEWOBJ_EX: its keyword arguments are for code, which is not run
        this.#pop();
        this.#call(this.#pop());
        return true;
      case 0x62: {
        // b  BUILD
        const state = this.#pop();
        const target = this.#top();
        // What is set on a dictionary are attributes beside its items, such as a state dict's _metadata.
        if (target instanceof PickleObject) target.state = state;
        else if (!(target instanceof Map)) throw wrong('a state for something that has none');
        return true;
      }
      case 0x51: {
        // Q  BINPERSID
        const persistent = new PicklePersistent(this.#pop());
        this.#persistents.push(persistent);
        this.#stack.push(persistent);
        return true;
      }
      default:
        return false;
    }
  }

  /** The memo, the stack, and what only frames the stream. */
  #upkeep(opcode: number): boolean {
    const reader = this.#reader;
    switch (opcode) {
      case 0x80: // PROTO
        this.#checkProtocol(reader.uint8());
        return true;
      case 0x95: // FRAME
        reader.uint64();
        return true;
      case 0x71: // q  BINPUT
        this.#memo.set(reader.uint8(), this.#top());
        return true;
      case 0x72: // r  LONG_BINPUT
        this.#memo.set(reader.uint32(), this.#top());
        return true;
      case 0x94: // MEMOIZE
        this.#memo.set(this.#memo.size, this.#top());
        return true;
      case 0x68: // h  BINGET
        this.#stack.push(this.#remembered(reader.uint8()));
        return true;
      case 0x6a: // j  LONG_BINGET
        this.#stack.push(this.#remembered(reader.uint32()));
        return true;
      case 0x30: // 0  POP
        this.#pop();
        return true;
      case 0x31: // 1  POP_MARK
        this.#popMark();
        return true;
      case 0x32: // 2  DUP
        this.#stack.push(this.#top());
        return true;
      default:
        return false;
    }
  }

  #global(module: string, name: string): PickleGlobal {
    const full = `${module === '__builtin__' ? 'builtins' : module}.${name}`;
    if (isPythonType(full) || this.#allows(full)) return new PickleGlobal(full);
    throw new CodedError('foreign-code', `this file contains code: it calls for ${shown(full)}`, weightsOnly);
  }

  #call(args: PickleValue): void {
    const callee = this.#pop();
    if (!(callee instanceof PickleGlobal) || !Array.isArray(args)) throw wrong('a call of something that is no name');
    const list = args as readonly PickleValue[];
    this.#spend(tableWork + callCost(list));
    this.#stack.push(pythonValue(callee.name, list) ?? new PickleObject(callee.name, list));
  }

  #append(items: readonly PickleValue[]): void {
    const list = this.#top();
    if (!Array.isArray(list)) throw wrong('items for something that is no list');
    for (const item of items) (list as PickleValue[]).push(item);
  }

  #setItems(items: readonly PickleValue[]): void {
    const map = this.#top();
    if (!(map instanceof Map) || items.length % 2 !== 0) throw wrong('items for something that is no dictionary');
    for (let i = 0; i < items.length; i += 2) map.set(items[i], items[i + 1]);
  }

  #addItems(items: readonly PickleValue[]): void {
    const set = this.#top();
    if (!(set instanceof Set)) throw wrong('items for something that is no set');
    for (const item of items) set.add(item);
  }

  #remembered(index: number): PickleValue {
    const value = this.#memo.get(index);
    if (value === undefined) throw wrong(`a mention of value ${index}, which it has not given`);
    return value;
  }

  #top(): PickleValue {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw wrong('an instruction without the value that it needs');
    return this.#stack.at(-1) as PickleValue;
  }

  #pop(): PickleValue {
    const value = this.#top();
    this.#stack.pop();
    return value;
  }

  #popMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw wrong('the end of a group that has no start');
    return this.#stack.splice(mark);
  }

  #checkProtocol(protocol: number): void {
    if (protocol >= 2 && protocol <= 5) return;
    throw new CodedError('unsupported-type', `the pickle has protocol ${protocol}, not 2 to 5`, damaged);
  }

  #spend(work: number): void {
    this.#work += work;
    if (this.#work > maxWork)
      throw new CodedError('too-large', `the pickle asks for more than ${maxWork} steps`, weightsOnly);
  }
}

/** The value of an instruction that only pushes one; undefined where it does something else. */
function scalarOf(opcode: number, reader: PickleReader): PickleValue | undefined {
  switch (opcode) {
    case 0x4e: // N  NONE
      return null;
    case 0x88: // NEWTRUE
      return true;
    case 0x89: // NEWFALSE
      return false;
    case 0x4b: // K  BININT1
      return reader.uint8();
    case 0x4d: // M  BININT2
      return reader.uint16();
    case 0x4a: // J  BININT
      return reader.int32();
    case 0x8a: // LONG1
      return reader.integer(reader.uint8());
    case 0x8b: // LONG4
      return reader.integer(reader.uint32());
    case 0x47: // G  BINFLOAT
      return reader.float64();
    case 0x8c: // SHORT_BINUNICODE
      return reader.text(reader.uint8());
    case 0x58: // X  BINUNICODE
      return reader.text(reader.uint32());
    case 0x8d: // BINUNICODE8
      return reader.text(reader.uint64());
    case 0x55: // U  SHORT_BINSTRING
      return reader.latin1(reader.uint8());
    case 0x54: // T  BINSTRING
      return reader.latin1(reader.uint32());
    case 0x43: // C  SHORT_BINBYTES
      return reader.take(reader.uint8());
    case 0x42: // B  BINBYTES
      return reader.take(reader.uint32());
    case 0x8e: // BINBYTES8
    case 0x96: // BYTEARRAY8
      return reader.take(reader.uint64());
    default:
      return undefined;
  }
}

/** A name from a file, in a length and with characters that a message can show. */
function shown(name: string): string {
  const line = name.replaceAll(/[^\x20-\x7e]/gu, '?');
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}

function wrong(what: string): FormatError {
  return new CodedError('invalid-data', `the pickle holds ${what}`, damaged);
}
