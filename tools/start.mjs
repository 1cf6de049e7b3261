// `npm start`: installs, builds and opens the playground on the built-in model.
import { installDependencies, root, run } from './install.mjs';

installDependencies();
run('npx', ['vite', 'build', '--logLevel', 'warn']);
const { preview } = await import('vite');
const desktop = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const server = await preview({ root, preview: { open: desktop, port: Number(process.env.PORT ?? 4173) } });
server.printUrls();
console.log('  Press Ctrl+C to stop.');
