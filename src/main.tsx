import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createEngine } from './engine/client/client';
import type { Engine } from './engine/engine';
import { provideEngine } from './state/jobs/engine-access';
import { exposeEngine, isHeadless } from './headless-handle';
import { followTheme } from './state/settings/follow-theme';
import { start } from './state/start';
import { App } from './ui/App';

async function chooseEngine(): Promise<Engine> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).get('engine') === 'fake') {
    const { FakeEngine } = await import('./engine/fake/fake-engine');
    return new FakeEngine({ stepMilliseconds: 30 });
  }
  return createEngine();
}

if (isHeadless(location.search)) {
  exposeEngine(createEngine());
} else {
  provideEngine(await chooseEngine());
  start();
  followTheme();
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
