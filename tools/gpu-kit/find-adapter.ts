import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { kitFolder } from './kit-folder';
import type { FoundAdapter, PartMessage } from './messages';
import { runPart } from './run-part';

/** One way in which a GPU was looked for. */
export interface Attempt {
  readonly how: string;
  readonly outcome: string;
}

export interface AdapterFinding {
  readonly adapter: FoundAdapter | null;
  /** In which the adapter is found: the loader and the driver. */
  readonly environment: Readonly<Record<string, string>>;
  readonly attempts: readonly Attempt[];
}

/** What the machine says of NVIDIA's driver. */
export interface NvidiaFinding {
  /** What `nvidia-smi` says: card, driver, memory. */
  readonly smi: string | null;
  /** Whether the CUDA driver is there. */
  readonly cuda: boolean;
  /** Libraries that hold its Vulkan driver. */
  readonly vulkan: readonly string[];
}

const libraryFolders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/lib/x86_64-linux-gnu',
  '/usr/local/nvidia/lib64',
  '/run/opengl-driver/lib',
];

/** Looks at files and asks `nvidia-smi`. */
export function findNvidia(): NvidiaFinding {
  const query = ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader'];
  const { status, stdout } = spawnSync('nvidia-smi', query, { encoding: 'utf8', timeout: 10_000 });
  const searched = [
    ...(process.env['LD_LIBRARY_PATH'] ?? '').split(':').filter((path) => path !== ''),
    ...libraryFolders,
  ];
  const found = (name: string) => searched.map((folder) => join(folder, name)).find((path) => existsSync(path));
  return {
    smi: status === 0 ? stdout.trim().replaceAll('\n', '; ') : null,
    cuda:
      found('libcuda.so.1') !== undefined ||
      (existsSync('/dev') && readdirSync('/dev').some((name) => /^nvidia\d/u.test(name))),
    vulkan: ['libGLX_nvidia.so.0', 'libEGL_nvidia.so.0'].flatMap((name) => found(name) ?? []),
  };
}

/**
 * Looks for a GPU in several ways, until one is found that does not compute on the CPU: with the system's own Vulkan loader, with the kit's,
 * and where NVIDIA's driver is there without its description, which containers often leave out, with one of our own.
 */
export async function findKitAdapter(
  out: string,
  wanted: string | null,
  nvidia: NvidiaFinding,
): Promise<AdapterFinding> {
  const attempts: Attempt[] = [];
  let software: Omit<AdapterFinding, 'attempts'> | null = null;
  for (const { how, environment } of waysToLook(out, nvidia)) {
    let heard: Extract<PartMessage, { readonly kind: 'adapter' }> | null = null;
    const request = { part: 'probe', size: null, seconds: 0, only: null, adapter: wanted } as const;
    const end = await runPart(request, environment, 30, (message) => {
      if (message.kind === 'adapter') heard = message;
    });
    const { adapter, why } = (heard as Extract<PartMessage, { readonly kind: 'adapter' }> | null) ?? {
      adapter: null,
      why: end.kind === 'crashed' ? `the process ended by ${end.how}` : 'no answer within 30 s',
    };
    attempts.push({ how, outcome: adapter === null ? why : adapter.name });
    if (adapter !== null && !adapter.software) return { adapter, environment, attempts };
    if (adapter !== null) software ??= { adapter, environment };
  }
  return { ...(software ?? { adapter: null, environment: {} }), attempts };
}

interface WayToLook {
  readonly how: string;
  readonly environment: Readonly<Record<string, string>>;
}

function waysToLook(out: string, { vulkan }: NvidiaFinding): readonly WayToLook[] {
  const own = libraryPath(['vulkan']);
  const ways: WayToLook[] = [
    { how: 'the system’s Vulkan loader', environment: {} },
    { how: 'the kit’s Vulkan loader', environment: own },
  ];
  // Where somebody chose a driver, that one counts.
  if (process.env['VK_ICD_FILENAMES'] || process.env['VK_DRIVER_FILES']) return ways;
  const extra = libraryPath(['vulkan', 'x11']);
  if (vulkan.length > 0) ways.push({ how: 'the kit’s Vulkan loader and X libraries', environment: extra });
  for (const library of vulkan) {
    const description = writeDriverDescription(out, library);
    const chosen = { VK_DRIVER_FILES: description, VK_ICD_FILENAMES: description };
    ways.push({ how: `${library} by the kit’s own description`, environment: { ...extra, ...chosen } });
  }
  return ways;
}

/** The folder of the kit's libraries before the system's. */
function libraryPath(folders: readonly string[]): Readonly<Record<string, string>> {
  const own = folders.map((folder) => join(kitFolder, 'lib', folder));
  const former = process.env['LD_LIBRARY_PATH'];
  return { LD_LIBRARY_PATH: [...own, ...(former ? [former] : [])].join(':') };
}

/** What tells a Vulkan loader of a driver. */
function writeDriverDescription(out: string, library: string): string {
  const folder = join(out, 'drivers');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${library.split('/').at(-1)}.json`);
  const icd = { file_format_version: '1.0.1', ICD: { library_path: library, api_version: '1.3.0' } };
  writeFileSync(file, `${JSON.stringify(icd, null, 1)}\n`);
  return file;
}
