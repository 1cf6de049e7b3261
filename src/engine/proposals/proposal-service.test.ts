import { expect, it } from 'vitest';
import type { RgbImage } from '../../geometry/rgb-image';
import type { MessageToProposals, ProposalAnswer } from './proposal-messages';
import { ProposalService, type StartProposals } from './proposal-service';

const image = (): RgbImage => ({ width: 1, height: 1, data: new Uint8Array(3) });
const nothing = { boxes: new Float32Array(), verdicts: null };

/** A worker that answers as long as it is told to. */
function rig() {
  const asked: MessageToProposals['kind'][] = [];
  const workers: { answers: boolean; ended: boolean; readonly die: () => void }[] = [];
  const state = { answers: true };
  const start: StartProposals = (onMessage, onEnd) => {
    const worker = { answers: true, ended: false, die: () => onEnd('killed') };
    workers.push(worker);
    return {
      terminate: () => (worker.ended = true),
      post: (message) => {
        asked.push(message.kind);
        if (!state.answers) return;
        const answer: ProposalAnswer =
          message.kind === 'open' ? { kind: 'opened', classes: 80 } : { kind: 'proposed', proposals: nothing };
        queueMicrotask(() => onMessage({ kind: 'done', id: message.id, answer }));
      },
    };
  };
  return { service: new ProposalService('net.onnx', new Blob(['net']), start), asked, workers, state };
}

it('opens once, and asks once for an image', async () => {
  const { service, asked } = rig();
  expect(await service.open(new AbortController().signal)).toBe(80);
  const [one, two] = [image(), image()];
  await Promise.all([service.propose(one), service.propose(one), service.propose(two)]);
  await service.propose(two);
  expect(asked).toEqual(['open', 'propose', 'propose']);
});

it('ends a run that is cancelled with its worker, and starts another for the next question', async () => {
  const { service, state, workers, asked } = rig();
  await service.open(new AbortController().signal);
  const one = image();
  state.answers = false;
  const running = service.propose(one);
  await expect.poll(() => asked.at(-1)).toBe('propose');
  service.cancelRuns();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  expect(workers[0]!.ended).toBe(true);
  state.answers = true;
  expect(await service.propose(one)).toBe(nothing);
  expect(workers).toHaveLength(2);
});

it('leaves a worker alone that has nothing to do', async () => {
  const { service, workers } = rig();
  await service.propose(image());
  service.cancelRuns();
  expect(workers[0]!.ended).toBe(false);
});

it('ends an opening that is cancelled, with what it is cancelled with', async () => {
  const { service, state, workers, asked } = rig();
  state.answers = false;
  const abort = new AbortController();
  const opening = service.open(abort.signal);
  await expect.poll(() => asked).toEqual(['open']);
  abort.abort(new Error('enough'));
  await expect(opening).rejects.toThrow('enough');
  expect(workers[0]!.ended).toBe(true);
});

it('says that its worker died, and starts anew', async () => {
  const { service, state, workers, asked } = rig();
  await service.open(new AbortController().signal);
  state.answers = false;
  const one = image();
  const running = service.propose(one);
  await expect.poll(() => asked.at(-1)).toBe('propose');
  workers[0]!.die();
  await expect(running).rejects.toMatchObject({ code: 'internal', details: 'killed' });
  state.answers = true;
  expect(await service.propose(one)).toBe(nothing);
});
