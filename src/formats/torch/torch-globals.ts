/** Classes and functions that files of weights name: torch's, NumPy's as trainers store them, and those of TorchScript archives. */
const allowed = new Set([
  ...['Double', 'Float', 'Half', 'BFloat16', 'Long', 'Int', 'Short', 'Char', 'Byte', 'Bool'].map(
    (type) => `torch.${type}Storage`,
  ),
  ...['QInt8', 'QUInt8', 'QInt32', 'ComplexFloat', 'ComplexDouble'].map((type) => `torch.${type}Storage`),
  'torch.storage.UntypedStorage',
  ...['tensor', 'tensor_v2', 'tensor_v3', 'parameter', 'parameter_with_state', 'qtensor', 'sparse_tensor'].map(
    (what) => `torch._utils._rebuild_${what}`,
  ),
  ...['float64', 'float32', 'float16', 'bfloat16', 'int64', 'int32', 'int16', 'int8', 'uint8', 'bool'].map(
    (dtype) => `torch.${dtype}`,
  ),
  // Not read, but allowed so that the tensor which has such elements is named.
  ...['float8_e4m3fn', 'float8_e5m2', 'float8_e4m3fnuz', 'float8_e5m2fnuz', 'uint16', 'uint32', 'uint64'].map(
    (dtype) => `torch.${dtype}`,
  ),
  ...['complex64', 'complex128', 'qint8', 'quint8', 'qint32'].map((dtype) => `torch.${dtype}`),
  ...['Size', 'device', 'per_tensor_affine', 'per_channel_affine', 'contiguous_format', 'channels_last'].map(
    (name) => `torch.${name}`,
  ),
  'torch.serialization._get_layout',
  ...['build_intlist', 'build_tensorlist', 'build_doublelist', 'build_boollist', 'restore_type_tag'].map(
    (name) => `torch.jit._pickle.${name}`,
  ),
  'numpy.dtype',
  'numpy.ndarray',
  ...['numpy.core.multiarray', 'numpy._core.multiarray'].flatMap((module) => [
    `${module}.scalar`,
    `${module}._reconstruct`,
  ]),
]);

/** The classes of a TorchScript archive's modules; their code stands beside the pickle and is not read. */
const scriptModule = /^__torch__\.[\w.]+$/u;

/** Whether a file of weights may name this. All of it is kept as inert data. */
export function isTorchGlobal(name: string): boolean {
  return allowed.has(name) || scriptModule.test(name);
}
