// `npm run check`: installs and runs every check, exactly as continuous integration does.
import { installDependencies, run } from './install.mjs';

installDependencies();
const { findChrome } = await import('./chrome.mjs');
const chrome = await findChrome();
console.log(`Browser: ${chrome}`);
run('npm', ['run', '--silent', 'typecheck']);
run('npm', ['run', '--silent', 'lint']);
run('npm', ['run', '--silent', 'test'], { CHROME_PATH: chrome });
run('npm', ['run', '--silent', 'build']);
run('npm', ['run', '--silent', 'e2e'], { CHROME_PATH: chrome });
