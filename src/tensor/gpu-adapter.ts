/** What looking for a GPU adapter brought. */
export interface AdapterSearch {
  readonly adapter: GPUAdapter | null;
  /** Vendor, architecture and description; null without an adapter. */
  readonly description: string | null;
  /** True for an adapter that computes on the CPU. */
  readonly software: boolean;
  /** The result in words for the user. */
  readonly reason: string;
}

const softwareNames = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

/** Asks for the fastest adapter. It never throws: a failure is a reason. */
export async function findAdapter(gpu: GPU | undefined): Promise<AdapterSearch> {
  const nothing = { adapter: null, description: null, software: false };
  if (!gpu) return { ...nothing, reason: 'This browser offers no WebGPU.' };
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch (error) {
    return { ...nothing, reason: `Asking for a GPU failed: ${String(error)}.` };
  }
  if (!adapter) return { ...nothing, reason: 'WebGPU found no GPU on this machine.' };
  const description = describeAdapter(adapter.info);
  const software = adapter.info.isFallbackAdapter || softwareNames.test(description);
  const reason = software
    ? `The only WebGPU adapter, ${description}, computes on the CPU.`
    : `WebGPU runs on ${description}.`;
  return { adapter, description, software, reason };
}

function describeAdapter(info: GPUAdapterInfo): string {
  const words = [info.vendor, info.architecture, info.description].filter((word) => word !== '');
  return words.length > 0 ? words.join(' ') : 'an unnamed GPU';
}
