// One part of the kit's suite, in a process of its own: finds the adapter, does the work, and tells the parent of each result.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findAdapter } from '../../src/tensor/gpu-adapter';
import { findNodeGpu } from '../../src/tensor/node-gpu';
import type { Tell } from '../test-gpu/group';
import { brokenOff } from '../test-gpu/report';
import { groupWorks, runWatched } from '../test-gpu/groups';
import { openNodeSession } from '../test-gpu/node-session';
import type { Session } from '../test-gpu/session';
import { kitFolder } from './kit-folder';
import type { FoundAdapter, PartMessage, PartRequest } from './messages';

// tfjs asks for Node's own `util` by a `require` that modules do not have.
Object.assign(globalThis, { require: createRequire(import.meta.url) });

const request = JSON.parse(process.argv[2] ?? '') as PartRequest;

function post(message: PartMessage): void {
  process.send!(message);
}

const tell: Tell = {
  begin: (name) => post({ kind: 'begins', name }),
  check: (check) => post({ kind: 'check', check }),
  figure: (figure) => post({ kind: 'figure', figure }),
};

async function probe(gpu: GPU): Promise<void> {
  const { adapter, description, software, reason } = await findAdapter(gpu);
  post({
    kind: 'adapter',
    why: reason,
    adapter: adapter === null ? null : { name: description ?? 'unknown', software, details: detailsOf(adapter) },
  });
}

function detailsOf({ info, limits, features }: GPUAdapter): FoundAdapter['details'] {
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    device: info.device,
    description: info.description,
    'largest buffer, bytes': limits.maxBufferSize,
    'largest binding, bytes': limits.maxStorageBufferBindingSize,
    'workgroup memory, bytes': limits.maxComputeWorkgroupStorageSize,
    features: [...features].sort().join(', '),
  };
}

async function measure(session: Session): Promise<void> {
  const { seconds, only } = request;
  await session.inspect({ kind: 'measure', size: session.size.name, seconds, only }, (event) => {
    if (event.kind !== 'compared') post(event);
  });
}

async function run(): Promise<void> {
  const gpu = await findNodeGpu('any', request.adapter);
  if (typeof gpu === 'string') {
    if (request.part !== 'probe') throw new Error(gpu);
    post({ kind: 'adapter', adapter: null, why: gpu });
    return;
  }
  if (request.part === 'probe') return probe(gpu);
  const session = await openNodeSession(
    join(kitFolder, 'models/builtin'),
    request.part === 'first-kernels' ? 'small' : request.size,
  );
  post({ kind: 'model', model: `${session.model.name} ${session.model.hash}`, host: session.host });
  switch (request.part) {
    case 'measurements':
      return measure(session);
    case 'first-kernels':
      return runWatched(groupWorks.kernels, session, tell);
    case 'kernels':
    case 'goldens':
    case 'determinism':
    case 'growth':
      return runWatched(groupWorks[request.part], session, tell);
    default:
      return request.part satisfies never;
  }
}

// Where the parent was ended, nobody hears any more.
process.on('disconnect', () => process.exit(1));

try {
  await run();
} catch (error) {
  tell.check(brokenOff(error));
}
// Dawn keeps a thread, which would keep this process; the messages go out first.
process.send!({ kind: 'done' } satisfies PartMessage, () => process.exit());
