// Plain JavaScript, so that it runs without a build step.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

function installDebianChromium() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.error('No Chrome or Chromium found; installing Debian’s chromium package.');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update'], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment,
  });
}

/**
 * Recent Chromiums load a page of their own for the address bar into every window, headless too, which takes as much time as
 * a tenth of opening the playground. Of several lists Chromium takes the last, so the list of Playwright is in this one.
 */
export const withoutAddressBar = `--disable-features=${[
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
].join(',')}`;

/** The Chrome or Chromium of this machine, the system's before Playwright's own; nothing where there is none. */
export async function installedChrome() {
  const candidates = [...onPath(), ...fixedPlaces, await playwrightsOwn()];
  return candidates.find((path) => path && existsSync(path));
}

/**
 * The Chrome or Chromium to drive: `CHROME_PATH`, the system's, Playwright's own; as root on Debian it is installed when there is none.
 * @param {string} [wanted] a path that overrides the search
 * @returns {Promise<string>}
 */
export async function findChrome(wanted = process.env.CHROME_PATH) {
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new Error(
      `There is no browser at ${wanted} (from CHROME_PATH or --chrome). Correct the path, or unset it to search the system.`,
    );
  }
  const found = await installedChrome();
  if (found) return found;
  installDebianChromium();
  const installed = onPath().find((path) => existsSync(path));
  if (installed) return installed;
  throw new Error(
    'No Chrome or Chromium found. Install Google Chrome, or run `npx playwright install chromium`, or on Debian and Ubuntu ' +
      '`sudo apt-get install chromium`; or point the environment variable CHROME_PATH at a browser.',
  );
}
