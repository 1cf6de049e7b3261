/** What a file of weights offers, whatever its format: tensors by name, each read when it is asked for. */
import { CodedError } from '../../errors/coded-error';
import type { TensorDtype } from '../../formats/tensor-data';

/** One tensor; its elements stay in the file. */
export interface StateDictTensor {
  /** The element type of the file. */
  readonly dtype: TensorDtype;
  /** PyTorch's axis order. */
  readonly shape: readonly number[];
  /** Row-major, whatever the element type of the file. A new array on each call. */
  readFloat32(): Promise<Float32Array>;
}

/** Tensors by their state_dict name, in the order of the file. */
export type StateDict = ReadonlyMap<string, StateDictTensor>;

const weightTypes: readonly TensorDtype[] = ['F64', 'F32', 'F16', 'BF16'];

/**
 * The elements of a weight. Integers are refused: they are quantised, and what they stand for is said elsewhere in the file.
 *
 * @param name how messages call it
 * @throws ModelError `unsupported-model` for integers, `bundle-file-broken` for values that are not finite; FormatError
 */
export async function readWeight(name: string, tensor: StateDictTensor): Promise<Float32Array> {
  checkWeightType(name, tensor.dtype);
  const data = await tensor.readFloat32();
  if (data.every(Number.isFinite)) return data;
  throw new CodedError(
    'bundle-file-broken',
    `The tensor ${name} holds values that are not finite.`,
    'Download the file again, or use an earlier checkpoint of the training.',
  );
}

/** @throws ModelError `unsupported-model` for integers */
export function checkWeightType(name: string, dtype: TensorDtype): void {
  if (weightTypes.includes(dtype)) return;
  throw new CodedError(
    'unsupported-model',
    `${name} should hold floats and holds ${dtype}.`,
    'Quantised weights are not read: use the float32 or float16 file of the same model.',
  );
}
