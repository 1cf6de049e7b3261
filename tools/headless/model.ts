import type { Page } from '@playwright/test';
import type { ModelInfo } from '../../src/engine/engine';
import type { BackendChoice, BackendStatus } from '../../src/tensor/backend-status';
import { type Handlers, inPage, listen } from './in-page';
import { type LocalFile, placeAt } from './local-files';
import { type Options, wordOption } from './options';
import { version } from './out';
import { carryFiles } from './page-files';

const backends: readonly BackendChoice[] = ['auto', 'webgpu', 'wasm', 'cpu'];

/** What `--model` names. */
export type ModelChoice = { readonly repairGelu: boolean } & (
  | { readonly kind: 'builtin' }
  | { readonly kind: 'files'; readonly files: readonly LocalFile[] }
);

const builtin: ModelChoice = { kind: 'builtin', repairGelu: false };

/** Backend and model, ready to work. */
export interface Ready {
  readonly backend: BackendStatus;
  readonly model: ModelInfo;
}

/**
 * Checks the options that every command shares.
 * @returns what makes the page ready, and listens to it
 * @throws HeadlessError for an unknown backend, or a model that is not there
 */
export function opening(options: Options): (page: Page, handlers?: Handlers) => Promise<Ready> {
  const backend = wordOption('backend', options.backend ?? 'auto', backends);
  const model = modelOf(options);
  return async (page, handlers) => {
    await listen(page, handlers);
    return prepare(page, backend, model);
  };
}

function modelOf({ model = 'builtin', 'repair-gelu': repairGelu = false }: Options): ModelChoice {
  if (model === 'builtin') return { kind: 'builtin', repairGelu };
  const place = placeAt(model, '--model');
  const files = place.kind === 'folder' ? place.files : [{ path: place.name, file: place.file }];
  return { kind: 'files', files, repairGelu };
}

/** Chooses the backend and loads the model, as the page does. */
export async function prepare(page: Page, backend: BackendChoice, model: ModelChoice = builtin): Promise<Ready> {
  const files = model.kind === 'files' ? await carryFiles(page, model.files) : null;
  return inPage(
    page,
    async (request: { backend: BackendChoice; files: string | null; repairGelu: boolean }) => {
      const { repairGelu, files: key } = request;
      const status = await playgroundEngine.setBackend(request.backend);
      const info = await playgroundEngine.loadModel(
        key === null
          ? { kind: 'url', url: new URL('models/builtin/', document.baseURI).href, repairGelu }
          : { kind: 'files', files: carriedFiles!.get(key)!, repairGelu },
      );
      return { backend: status, model: info };
    },
    { backend, files, repairGelu: model.repairGelu },
  );
}

/** What travels with every result. */
export function provenance({ backend, model }: Ready): Provenance {
  return {
    version: version(),
    model: model.hash,
    modelName: model.name,
    backend: backend.name,
    adapter: backend.adapter,
    threads: backend.threads,
  };
}

export interface Provenance {
  /** Of the playground. */
  readonly version: string;
  /** Its hash. */
  readonly model: string;
  readonly modelName: string;
  readonly backend: string;
  readonly adapter: string | null;
  readonly threads: number;
}
