import * as ort from 'onnxruntime-web/wasm';
import { CodedError } from '../../errors/coded-error';
import { isFormatError, type ModelError } from '../../errors/areas';
import { parseOnnx, type OnnxGraph } from '../../formats/onnx/onnx';
import type { RgbImage } from '../../geometry/rgb-image';
import type { NetworkOutput } from './decode-proposals';
import { networkInput, networkSide } from './network-input';

/** A network's file. */
export interface ProposalNetworkFile {
  /** How messages call it. */
  readonly name: string;
  readonly model: Uint8Array;
}

/** A detection network in onnxruntime, which keeps a wasm heap as large as the model and its maps until it is disposed. */
export interface ProposalNetwork {
  /** Outputs for each box. */
  readonly classes: number;
  /** @throws CodedError `bundle-mismatch` where it cannot run */
  run(image: RgbImage): Promise<NetworkOutput>;
  dispose(): Promise<void>;
}

/** LVIS has 1203 classes and DETR's largest kin 900 queries. */
const mostClasses = 2000;
const mostQueries = 10_000;

const form = `An input pixel_values [1, 3, ${networkSide}, ${networkSide}], and outputs logits [1, n, classes] and pred_boxes [1, n, 4]`;
const remedy = `${form} are needed, as in the D-FINE and RT-DETR exports of onnx-community.`;

/**
 * Opens a detection network on onnxruntime's wasm backend, with one thread; it blocks its thread, so the page runs it in a worker. A first run on grey
 * pixels shows whether it is one.
 *
 * @throws CodedError `bundle-file-broken` for what is no ONNX file, `bundle-mismatch` for one of another form
 */
export async function openProposalNetwork(file: ProposalNetworkFile): Promise<ProposalNetwork> {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  checkInterface(file.name, readGraph(file));
  const session = await openSession(file);
  const run = async (image: RgbImage): Promise<NetworkOutput> => runNetwork(file.name, session, networkInput(image));
  try {
    const { classes } = await run(greyImage);
    return { classes, run, dispose: () => session.release() };
  } catch (error) {
    await session.release();
    throw error;
  }
}

const greyImage: RgbImage = { width: 2, height: 2, data: new Uint8Array(12).fill(114) };

function readGraph({ name, model }: ProposalNetworkFile): OnnxGraph {
  try {
    return parseOnnx(model).graph;
  } catch (error) {
    if (!isFormatError(error)) throw error;
    const hint =
      error.code === 'external-data'
        ? 'Choose an export that is one file, or save it so: onnx.save(model, path, save_as_external_data=False).'
        : 'Download the file again, whole. A proposal network is a single .onnx file.';
    throw new CodedError('bundle-file-broken', `${name} cannot be read: ${error.message}.`, hint, { cause: error });
  }
}

function checkInterface(name: string, { inputs, outputs }: OnnxGraph): void {
  const list = (values: readonly { readonly name: string }[]) =>
    values.map((value) => value.name).join(', ') || 'nothing';
  const [input, ...others] = inputs;
  const gives = ['logits', 'pred_boxes'].every((wanted) => outputs.some((output) => output.name === wanted));
  if (input?.name !== 'pixel_values' || others.length > 0 || !gives)
    throw otherForm(name, `it takes ${list(inputs)} and gives ${list(outputs)}`);
  if (input.elementType !== undefined && input.elementType !== 'F32')
    throw otherForm(name, `its pixel_values are ${input.elementType}, not float32`);
  const wanted = [1, 3, networkSide, networkSide];
  const { shape } = input;
  if (shape.length !== 4 || shape.some((size, axis) => typeof size === 'number' && size !== wanted[axis]))
    throw otherForm(name, `its pixel_values are [${shape.map((size) => size ?? '?').join(', ')}]`);
}

async function openSession({ name, model }: ProposalNetworkFile): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(model, { executionProviders: ['wasm'], logSeverityLevel: 3 });
  } catch (cause) {
    throw new CodedError(
      'bundle-file-broken',
      `${name} cannot be opened by onnxruntime: ${wordsOf(cause)}`,
      'Download the file again if it is damaged; an export in float32 for onnxruntime is needed.',
      { cause },
    );
  }
}

async function runNetwork(name: string, session: ort.InferenceSession, pixels: Float32Array): Promise<NetworkOutput> {
  let outputs: ort.InferenceSession.OnnxValueMapType;
  try {
    const feeds = { pixel_values: new ort.Tensor('float32', pixels, [1, 3, networkSide, networkSide]) };
    outputs = await session.run(feeds, ['logits', 'pred_boxes']);
  } catch (cause) {
    throw new CodedError('bundle-mismatch', `${name} cannot run: ${wordsOf(cause)}`, remedy, { cause });
  }
  const { logits, pred_boxes: boxes } = outputs as Record<'logits' | 'pred_boxes', ort.Tensor>;
  const [batch, queries = 0, classes = 0] = logits.dims;
  const [boxBatch, boxQueries, four] = boxes.dims;
  const fits = logits.dims.length === 3 && boxes.dims.length === 3 && batch === 1 && boxBatch === 1 && four === 4;
  if (!fits || queries !== boxQueries || !isFloats(logits.data) || !isFloats(boxes.data))
    throw otherForm(
      name,
      `it gives logits [${logits.dims.join(', ')}] of ${logits.type} and pred_boxes [${boxes.dims.join(', ')}] of ${boxes.type}`,
    );
  if (queries === 0 || classes === 0)
    throw otherForm(name, `it proposes nothing, whatever the image: logits are [${logits.dims.join(', ')}]`);
  if (queries > mostQueries || classes > mostClasses)
    throw otherForm(
      name,
      `it gives ${queries} boxes of ${classes} classes, and at most ${mostQueries} of ${mostClasses} are taken`,
    );
  return { logits: logits.data, boxes: boxes.data, classes };
}

function isFloats(data: ort.Tensor['data']): data is Float32Array {
  return data instanceof Float32Array;
}

function otherForm(name: string, what: string): ModelError {
  return new CodedError(
    'bundle-mismatch',
    `${name} is no detection network of the form that is read here: ${what}.`,
    remedy,
  );
}

/** onnxruntime's own words, without the call that failed. */
function wordsOf(cause: unknown): string {
  const whole = cause instanceof Error ? cause.message : String(cause);
  const words = (whole.split('ERROR_MESSAGE:').at(-1) ?? whole).replaceAll(/\s+/gu, ' ').trim();
  return words.length > 240 ? `${words.slice(0, 240)}…` : words;
}
