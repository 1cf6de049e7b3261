import { CodedError } from '../../errors/coded-error';
import { PickleObject, type PickleValue } from './pickle-values';
import { torchTensor, type TorchStorages, type TorchTensor } from './torch-tensor';

const maxTensors = 65_536;
const maxVisits = 1_000_000;
/** Modules inside modules; a CLIP inside a detector has nine. */
const maxDepth = 64;
const maxNameLength = 1024;
const saveAgain = 'Save the weights again with torch.save(model.state_dict(), path).';

/**
 * Where trainers keep the weights beside what they need to go on: detectron2 and fvcore, Lightning and open_clip, PyTorch's own
 * tutorials, and others. The weights themselves come before their moving average.
 */
const weightKeys = [
  'model',
  'state_dict',
  'model_state_dict',
  'net',
  'network',
  'weights',
  'ema',
  'model_ema',
] as const;

/**
 * The tensors of a checkpoint's weights by state_dict name. Nested dictionaries and the modules of a TorchScript archive give names
 * joined by dots, which for modules are exactly those of their state_dict. What else a trainer stored, such as its optimiser, is left alone.
 *
 * @throws FormatError for a tensor that is not described rightly, and for more or deeper names than weights have
 */
export function torchStateDict(root: PickleValue, storages: TorchStorages): ReadonlyMap<string, TorchTensor> {
  for (const key of root instanceof Map ? weightKeys : []) {
    const part: PickleValue = (root as ReadonlyMap<PickleValue, PickleValue>).get(key) ?? null;
    const tensors = part instanceof Map ? flattened(part, storages) : new Map<string, TorchTensor>();
    if (tensors.size > 0) return tensors;
  }
  return flattened(root, storages);
}

function flattened(root: PickleValue, storages: TorchStorages): ReadonlyMap<string, TorchTensor> {
  const tensors = new Map<string, TorchTensor>();
  let visits = 0;
  const visit = (name: string, value: PickleValue, depth: number): void => {
    if (++visits > maxVisits || tensors.size > maxTensors || depth > maxDepth || name.length > maxNameLength)
      throw new CodedError(
        'too-large',
        'the file has more, longer or deeper nested names than weights have',
        saveAgain,
      );
    const tensor = torchTensor(name, value, storages);
    if (tensor !== undefined) {
      if (tensors.has(name)) throw new CodedError('invalid-data', `the file has two tensors "${name}"`, saveAgain);
      tensors.set(name, tensor);
      return;
    }
    for (const [key, child] of children(value))
      if (typeof key === 'string') visit(name === '' ? key : `${name}.${key}`, child, depth + 1);
  };
  visit('', root, 0);
  return tensors;
}

function children(value: PickleValue): Iterable<readonly [PickleValue, PickleValue]> {
  if (value instanceof Map) return value;
  // Only modules have tensors as attributes; NumPy's arrays have states of another form.
  if (value instanceof PickleObject && value.state instanceof Map) return value.state;
  return [];
}
