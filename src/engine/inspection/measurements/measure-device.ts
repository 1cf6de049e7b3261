import type { InspectionSize } from '../inspection';
import { sizesOf } from './catalogue';
import copySource from './copy.wgsl?raw';
import { runningDevice } from './device-clock';
import type { Figure } from './planned';
import { type Timed, timeRounds } from './time-runs';

/** What the device and the way to it cost apart from computing. */
export async function* deviceFigures(
  size: InspectionSize,
  wanted: (id: string) => boolean,
): AsyncGenerator<Figure, void> {
  const device = runningDevice();
  if (device === null) return;
  const { smallBytes, largeBytes } = sizesOf(size).device;
  const sources: readonly (readonly [string, () => Promise<Pick<Figure, 'samples' | 'details'>>])[] = [
    ['dispatch-one-submit', () => dispatches(device, size, 'one submission')],
    ['dispatch-per-submit', () => dispatches(device, size, 'a submission each')],
    ['upload-small', () => uploads(device, size, smallBytes)],
    ['upload-large', () => uploads(device, size, largeBytes)],
    ['read-back-small', () => rate(smallBytes, readBacks(device, size, smallBytes))],
    ['read-back-large', () => rate(largeBytes, readBacks(device, size, largeBytes))],
    ['read-back-latency', () => seconds(readBacks(device, size, 4))],
    ['pipeline-compile', () => seconds(compilations(device, size))],
  ];
  for (const [id, measure] of sources) if (wanted(id)) yield { id, ...(await measure()) };
}

type Samples = Pick<Figure, 'samples' | 'details'>;

async function seconds(timed: Promise<Timed>): Promise<Samples> {
  const { seconds: samples, details } = await timed;
  return { samples, details };
}

async function rate(bytes: number, timed: Promise<Timed>): Promise<Samples> {
  const { samples, details } = await seconds(timed);
  return { samples: samples.map((each) => bytes / each / 1e9), details: { ...details, bytes } };
}

async function dispatches(device: GPUDevice, size: InspectionSize, how: string): Promise<Samples> {
  const { dispatches: count } = sizesOf(size).device;
  const module = device.createShaderModule({ code: '@compute @workgroup_size(1) fn main() {}' });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  const submit = (together: number): void => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    for (let i = 0; i < together; i++) pass.dispatchWorkgroups(1);
    pass.end();
    device.queue.submit([encoder.finish()]);
  };
  const together = how === 'one submission' ? count : 1;
  const timed = await timeRounds(size, async (repeats) => {
    for (let i = 0; i < (repeats * count) / together; i++) submit(together);
  });
  return { samples: timed.seconds.map((each) => each / count), details: { ...timed.details, dispatches: count, how } };
}

async function uploads(device: GPUDevice, size: InspectionSize, bytes: number): Promise<Samples> {
  const data = new Uint8Array(bytes).fill(1);
  const buffer = device.createBuffer({ size: bytes, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
  try {
    const timed = timeRounds(size, async (count) => {
      for (let i = 0; i < count; i++) device.queue.writeBuffer(buffer, 0, data);
      // Nothing is submitted by itself: an empty submission carries the writes.
      device.queue.submit([]);
    });
    return await rate(bytes, timed);
  } finally {
    buffer.destroy();
  }
}

/** From a buffer of the device into JavaScript's own memory, one at a time. */
async function readBacks(device: GPUDevice, size: InspectionSize, bytes: number): Promise<Timed> {
  const source = device.createBuffer({ size: bytes, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
  const staging = device.createBuffer({ size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  try {
    return await timeRounds(size, async (count) => {
      for (let i = 0; i < count; i++) {
        const encoder = device.createCommandEncoder();
        encoder.copyBufferToBuffer(source, 0, staging, 0, bytes);
        device.queue.submit([encoder.finish()]);
        await staging.mapAsync(GPUMapMode.READ);
        staging.getMappedRange().slice(0);
        staging.unmap();
      }
    });
  } finally {
    source.destroy();
    staging.destroy();
  }
}

/** Every compilation has a constant of its own, so that no cache knows it; its first dispatch waits for the driver. */
function compilations(device: GPUDevice, size: InspectionSize): Promise<Timed> {
  let serial = Math.floor(performance.timeOrigin + performance.now()) % 1_000_000;
  const buffers = [0, 1].map(() => device.createBuffer({ size: 4096, usage: GPUBufferUsage.STORAGE }));
  const compile = (): void => {
    const code = copySource.replace('source[at]', `source[at] * vec4<f32>(${++serial}.0)`);
    const module = device.createShaderModule({ code });
    const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(1);
    pass.end();
    device.queue.submit([encoder.finish()]);
  };
  return timeRounds(
    size,
    async (count) => {
      for (let i = 0; i < count; i++) compile();
    },
    'short',
  ).finally(() => buffers.forEach((buffer) => buffer.destroy()));
}
