/** The engine in this process, on Dawn. Loaded through the bundler: the shaders are imported as text, and tfjs's own imports leave Node at a loss. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { engineInThisThread } from '../../src/engine/engine-in-thread';
import type {
  InspectionAnswer,
  InspectionEvent,
  InspectionRequest,
  InspectionSize,
} from '../../src/engine/inspection/inspection';
import { exposeEngine } from '../../src/headless-handle';
import type { Session } from './session';
import { suiteSizes } from './sizes';

/**
 * @param modelFolder of the built-in model
 * @param size small on a software adapter, else full, where it is null
 * @throws EngineError where webgpu does not start on `navigator.gpu`
 */
export async function openNodeSession(modelFolder: string, size: InspectionSize | null): Promise<Session> {
  const start = async () => {
    const client = engineInThisThread();
    globalThis.gpuTroubles = [];
    client.onTrouble(({ code, message, details }) => gpuTroubles.push(`${code}: ${details ?? message}`));
    exposeEngine(client);
    const backend = await client.setBackend('webgpu');
    const model = await client.loadModel({ kind: 'files', files: modelFiles(modelFolder) });
    return { client, backend, model };
  };
  let current = await start();
  const { backend, model } = current;
  return {
    runtime: 'node',
    host: `Node ${process.versions.node} with Dawn`,
    backend,
    model,
    size: suiteSizes[size ?? (backend.software ? 'small' : 'full')],
    run: async (work, argument) => work(argument),
    inspect: async <Kind extends InspectionRequest['kind']>(
      request: Extract<InspectionRequest, { readonly kind: Kind }>,
      onEvent?: (event: InspectionEvent) => void,
    ) => (await current.client.inspect(request as InspectionRequest, onEvent)) as InspectionAnswer<Kind>,
    renew: async () => {
      current.client.dispose();
      current = await start();
    },
    close: async () => current.client.dispose(),
  };
}

function modelFiles(folder: string) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return { path: relative(folder, path).replaceAll(sep, '/'), file: new Blob([readFileSync(path)]) };
  });
}
