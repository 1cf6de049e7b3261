import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createEngine } from './engine/client/client';
import { provideEngine } from './state/jobs/engine-access';
import { exposeEngine, isHeadless } from './headless-handle';
import { followPresentation } from './state/settings/follow-presentation';
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
  followPresentation();
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
