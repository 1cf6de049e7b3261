/** What a pickle says, as data. A pickle is a program for Python; here nothing it names is ever looked up, let alone run. */

export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly PickleValue[]
  | ReadonlyMap<PickleValue, PickleValue>
  | ReadonlySet<PickleValue>
  | PickleGlobal
  | PickleObject
  | PicklePersistent;

/** A class or function by its full name, such as `torch.FloatStorage`. */
export class PickleGlobal {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** What Python would get by calling `global` with `args` and then setting `state`. */
export class PickleObject {
  readonly global: string;
  readonly args: readonly PickleValue[];
  state: PickleValue = null;

  constructor(global: string, args: readonly PickleValue[]) {
    this.global = global;
    this.args = args;
  }
}

/** Something that is kept beside the pickle; in PyTorch's files, the elements of tensors. */
export class PicklePersistent {
  readonly id: PickleValue;

  constructor(id: PickleValue) {
    this.id = id;
  }
}
