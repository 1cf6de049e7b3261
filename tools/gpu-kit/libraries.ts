import { CodedError } from '../../src/errors/coded-error';
import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** Libraries of this machine that another one may lack, by the kit's folder in which they lie; each folder is used only where it is needed. */
const kitLibraries = {
  /** Dawn opens it by this name. */
  vulkan: ['libvulkan.so.1'],
  /** What Node and Dawn are linked with. */
  'c++': ['libstdc++.so.6', 'libgcc_s.so.1'],
  /** What NVIDIA's Vulkan driver is linked with, also where there is no screen: a bare container lacks them. */
  x11: [
    'libX11.so.6',
    'libXext.so.6',
    'libxcb.so.1',
    'libXau.so.6',
    'libXdmcp.so.6',
    'libbsd.so.0',
    'libmd.so.0',
    'libGLdispatch.so.0',
  ],
} as const;

const packages: Readonly<Record<string, string>> = {
  'libvulkan.so.1': 'libvulkan1',
  'libstdc++.so.6': 'libstdc++6',
  'libgcc_s.so.1': 'libgcc-s1',
  'libX11.so.6': 'libx11-6',
  'libXext.so.6': 'libxext6',
  'libxcb.so.1': 'libxcb1',
  'libXau.so.6': 'libxau6',
  'libXdmcp.so.6': 'libxdmcp6',
  'libbsd.so.0': 'libbsd0',
  'libmd.so.0': 'libmd0',
  'libGLdispatch.so.0': 'libglvnd0',
};

/**
 * Copies the libraries and their licences.
 *
 * @throws CodedError naming the packages that are missing here
 */
export function copyLibraries(kit: string): void {
  const missing = installMissing();
  if (missing.length > 0)
    throw new CodedError(
      'bad-arguments',
      `The kit needs libraries that are not here. On Debian: sudo apt-get install ${missing.join(' ')}`,
      '',
    );
  const paths = systemLibraries();
  for (const [folder, names] of Object.entries(kitLibraries)) {
    mkdirSync(join(kit, 'lib', folder), { recursive: true });
    for (const name of names) {
      copyFileSync(realpathSync(paths.get(name)!), join(kit, 'lib', folder, name));
      const licence = `/usr/share/doc/${packages[name]}/copyright`;
      if (existsSync(licence)) copyFileSync(licence, join(kit, 'licences', packages[name]!));
    }
  }
}

/**
 * Installs the libraries that are missing, as root on Debian; elsewhere nothing is done.
 *
 * @returns the Debian packages that are still missing
 */
export function installMissing(): readonly string[] {
  const missing = missingPackages();
  if (missing.length === 0 || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return missing;
  console.error(`Installing ${missing.join(' ')} …`);
  const options: SpawnSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update'], options);
  // The loader recommends drivers, which the kit must not depend on.
  spawnSync('apt-get', ['install', '--yes', '--no-install-recommends', ...missing], options);
  return missingPackages();
}

function missingPackages(): readonly string[] {
  const paths = systemLibraries();
  return Object.keys(packages)
    .filter((name) => !paths.has(name))
    .map((name) => packages[name]!);
}

/** Paths of the libraries for this architecture, by name. */
function systemLibraries(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const tool = existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig';
  const { stdout, error } = spawnSync(tool, ['-p'], { encoding: 'utf8' });
  if (error !== undefined)
    throw new CodedError(
      'bad-arguments',
      `The kit’s libraries are found by ${tool}, which does not start: ${error.message}`,
      '',
    );
  for (const line of stdout.split('\n')) {
    const [, name, path] = /^\s*(\S+) \(.*x86-64.*\) => (\S+)$/u.exec(line) ?? [];
    if (name !== undefined && path !== undefined && !found.has(name)) found.set(name, path);
  }
  return found;
}
