import { quantile } from '../../../math/statistics';
import type { InspectionSize } from '../inspection';
import { sizesOf } from './catalogue';
import copySource from './copy.wgsl?raw';
import { runningDevice } from './device-clock';
import type { Figure } from './planned';
import { type Timed, timeRounds } from './time-runs';

/** Gigabytes a second that go through the device's memory when a large buffer is copied: what no kernel can exceed there. */
export async function* copyFigures(
  size: InspectionSize,
  wanted: (id: string) => boolean,
): AsyncGenerator<Figure, void> {
  const device = runningDevice();
  if (device === null) return;
  if (wanted('copy-kernel')) yield { id: 'copy-kernel', ...(await copied(device, size, 'kernel')) };
  if (wanted('copy-buffer')) yield { id: 'copy-buffer', ...(await copied(device, size, 'copyBufferToBuffer')) };
}

/** Median gigabytes a second of the copy by a kernel. */
export async function copyBandwidth(device: GPUDevice, size: InspectionSize): Promise<number> {
  return quantile((await copied(device, size, 'kernel')).samples, 0.5);
}

async function copied(
  device: GPUDevice,
  size: InspectionSize,
  by: 'kernel' | 'copyBufferToBuffer',
): Promise<Pick<Figure, 'samples' | 'details'>> {
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  const bytes = Math.min(sizesOf(size).device.copyBytes, maxBufferSize, maxStorageBufferBindingSize);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const [source, copy] = [device.createBuffer({ size: bytes, usage }), device.createBuffer({ size: bytes, usage })];
  try {
    const { seconds, details } = await (by === 'kernel'
      ? timeKernelCopies(device, size, source, copy)
      : timeBufferCopies(device, size, source, copy));
    const counted = `${bytes} read and ${bytes} written`;
    return {
      samples: seconds.map((each) => (2 * bytes) / each / 1e9),
      details: { ...details, 'bytes of a copy': counted },
    };
  } finally {
    source.destroy();
    copy.destroy();
  }
}

function timeKernelCopies(device: GPUDevice, size: InspectionSize, source: GPUBuffer, copy: GPUBuffer): Promise<Timed> {
  const module = device.createShaderModule({ code: copySource });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  const entries = [source, copy].map((buffer, binding) => ({ binding, resource: { buffer } }));
  const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const groups = Math.min(16_384, Math.ceil(source.size / 16 / 256));
  return timeRounds(size, async (count) => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    for (let i = 0; i < count; i++) pass.dispatchWorkgroups(groups);
    pass.end();
    device.queue.submit([encoder.finish()]);
  });
}

function timeBufferCopies(device: GPUDevice, size: InspectionSize, source: GPUBuffer, copy: GPUBuffer): Promise<Timed> {
  return timeRounds(size, async (count) => {
    const encoder = device.createCommandEncoder();
    for (let i = 0; i < count; i++) encoder.copyBufferToBuffer(source, 0, copy, 0, source.size);
    device.queue.submit([encoder.finish()]);
  });
}
