import type { Page } from '@playwright/test';
import type { ModelInfo } from '../../src/engine/engine';
import type { BackendChoice, BackendStatus } from '../../src/tensor/backend';
import type { Options } from './commands';
import { HeadlessError } from './error';
import { inPage } from './in-page';

const backends: readonly BackendChoice[] = ['auto', 'webgpu', 'wasm', 'cpu'];

/** @throws HeadlessError for an unknown backend */
export function backendOf(options: Options): BackendChoice {
  const found = backends.find((name) => name === (options.backend ?? 'auto'));
  if (found === undefined)
    throw new HeadlessError('bad-arguments', `Unknown backend ${options.backend}. Backends: ${backends.join(', ')}.`);
  return found;
}

/** Chooses the backend and loads the built-in bundle, as the page does at its start. */
export async function prepare(
  page: Page,
  backend: BackendChoice,
): Promise<{ backend: BackendStatus; model: ModelInfo }> {
  return inPage(
    page,
    async (choice: BackendChoice) => {
      const status = await playgroundEngine.setBackend(choice);
      const model = await playgroundEngine.loadModel({
        kind: 'url',
        url: new URL('models/builtin/', document.baseURI).href,
      });
      return { backend: status, model };
    },
    backend,
  );
}
