import { existsSync } from 'node:fs';

/** Vulkan drivers that a machine without a GPU may have, fastest first. */
const softwareDrivers = [
  '/usr/share/vulkan/icd.d/lvp_icd.x86_64.json',
  '/usr/share/vulkan/icd.d/lvp_icd.json',
  '/usr/lib/chromium/vk_swiftshader_icd.json',
];

/**
 * WebGPU in Node by the package `webgpu` (Dawn), or in words why there is none. `any` asks the system's own drivers first, `software` only the
 * ones above, so that tests are the same everywhere; VK_ICD_FILENAMES decides where it is set.
 *
 * @param adapterName a part of the adapter's name, where several drivers give one
 */
export async function findNodeGpu(
  wanted: 'any' | 'software',
  adapterName: string | null = null,
): Promise<GPU | string> {
  const chosen = process.env['VK_ICD_FILENAMES'] ?? process.env['VK_DRIVER_FILES'];
  const drivers = chosen ? [chosen] : softwareDrivers.filter((path) => existsSync(path));
  if (drivers.length === 0 && wanted === 'software') {
    return `no Vulkan driver: VK_ICD_FILENAMES is unset and none of ${softwareDrivers.join(', ')} exists`;
  }
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    const named = adapterName === null ? [] : [`adapter=${adapterName}`];
    if (wanted === 'any' && !chosen) {
      const gpu = create(named);
      if (await gpu.requestAdapter()) return installed(gpu);
    }
    for (const driver of drivers) {
      process.env['VK_ICD_FILENAMES'] = driver;
      const gpu = create(['backend=vulkan', ...named]);
      if (await gpu.requestAdapter()) return installed(gpu);
    }
    return drivers.length === 0
      ? 'neither the system nor a software driver gives an adapter'
      : `no adapter from ${drivers.join(', ')}`;
  } catch (error) {
    return `npm webgpu failed: ${String(error)}`;
  }
}

/** The tfjs backend refuses to be built where navigator.gpu is missing. */
function installed(gpu: GPU): GPU {
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  return gpu;
}
