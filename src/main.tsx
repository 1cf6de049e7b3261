import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createEngine } from './engine/client/client';
import { provideEngine } from './state/jobs/engine-access';
import { exposeEngine, isHeadless } from './headless-handle';
import { followTheme } from './state/settings/follow-theme';
import { start } from './state/start';
import { App } from './ui/App';

const engine = createEngine();
if (isHeadless(location.search)) {
  exposeEngine(engine);
} else {
  provideEngine(engine);
  start();
  followTheme();
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
