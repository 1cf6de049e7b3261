/** The engine worker: owns tfjs, the device and the model; everything else is in the handlers. */
import { wasmAssets } from '../../tensor/wasm-assets';
import { BackendHost } from './backend-host';
import { ComputeLane } from './compute-lane';
import { toErrorRecord } from '../error-record';
import { allHandlers } from '../handlers/all';
import type { MessageFromEngine, MessageToEngine } from '../client/messages';
import { ModelStore } from '../model/model-store';
import { EngineServer } from './server';
import { holdLifeLock } from '../client/worker-life';
import { createWorkbench } from './workbench';

const post = (message: MessageFromEngine, transfer: Transferable[] = []): void =>
  globalThis.postMessage(message, { transfer });

const lane = new ComputeLane();
const models = new ModelStore(lane);
const backend = new BackendHost(
  { wasmPaths: wasmAssets },
  {
    onLost: (error) => post({ kind: 'trouble', error, restart: true }),
    onFault: (error) => post({ kind: 'trouble', error, restart: false }),
  },
  () => models.dropTensors(),
);

const server = new EngineServer({ post }, allHandlers(createWorkbench(lane, backend, models)), toErrorRecord);

globalThis.addEventListener('message', ({ data }: MessageEvent<MessageToEngine>) => void server.receive(data));
holdLifeLock();
