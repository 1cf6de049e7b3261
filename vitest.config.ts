import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Dawn asks the system for its Vulkan loader. Where there is none, Debian's Chromium has one; the workers inherit where to look.
const chromium = '/usr/lib/chromium';
if (existsSync(`${chromium}/libvulkan.so.1`)) process.env['LD_LIBRARY_PATH'] ??= chromium;

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify('test') },
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
    environment: 'node',
    // Shaders compile for half a minute where a CPU plays the GPU and other work goes on.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
