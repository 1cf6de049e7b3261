/** Runs one side of one comparison. What the side needs is loaded for it alone. */
import type { Products } from '../../../src/tensor/kernels/products/products';
import type { KernelTime, MessageFromSide, MessageToSide, Prepared, Side } from './side';

/** Two threads for everyone, whatever the machine has. */
const threads = 2;
Object.defineProperty(Object.getPrototypeOf(navigator), 'hardwareConcurrency', { get: () => threads });

let prepared: Prepared | undefined;

async function prepare(side: Side): Promise<string> {
  if (side.work === 'va' && side.by === 'onnxruntime') {
    const { vaInOnnxruntime } = await import('./va-onnxruntime');
    const opened = await vaInOnnxruntime(side.backend, side.model, threads);
    prepared = opened.prepared;
    return opened.runsOn;
  }
  const { startTensors } = await import('./start-tensors');
  const runsOn = await startTensors(side.backend, productsOf(side));
  prepared = await inTensors(side);
  return runsOn;
}

/** Other sides have what tfjs brings, wherever they do not say otherwise. */
function productsOf(side: Exclude<Side, { by: 'onnxruntime' }>): Products | undefined {
  if (!('by' in side) || side.by === 'playground') return undefined;
  return side.by === 'direct-products' ? 'direct' : 'stock';
}

async function inTensors(side: Exclude<Side, { by: 'onnxruntime' }>): Promise<Prepared> {
  switch (side.work) {
    case 'va':
      return (await import('./va-playground')).vaInPlayground(side.model);
    case 'optimisation':
      return (await import('./optimisation')).optimisation(side);
    case 'training':
      return (await import('./training')).training();
    case 'roi-align':
      return (await import('./compare-roi-align')).roiAlignSide(side.model, side.by);
    default:
      return side satisfies never;
  }
}

async function run(): Promise<number> {
  if (!prepared) throw new Error('The side is not prepared.');
  const started = performance.now();
  await prepared.run();
  return (performance.now() - started) / 1000;
}

async function profile(): Promise<readonly KernelTime[]> {
  const { profileKernels } = await import('./profile-kernels');
  return profileKernels(run);
}

async function answer(message: MessageToSide): Promise<MessageFromSide> {
  switch (message.kind) {
    case 'prepare':
      return { kind: 'prepared', runsOn: await prepare(message.side) };
    case 'run':
      return { kind: 'ran', seconds: await run() };
    case 'profile':
      return { kind: 'profiled', times: await profile() };
    case 'output':
      return { kind: 'output', values: Float32Array.from((await prepared?.output()) ?? []) };
    default:
      return message satisfies never;
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<MessageToSide>) => {
  answer(data).then(post, (error: unknown) =>
    post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
});

function post(message: MessageFromSide): void {
  globalThis.postMessage(message);
}
