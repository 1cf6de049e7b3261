import { expect, it, vi } from 'vitest';
import type { MessageFromText, MessageToText } from './text-messages';
import { TextService, type StartText } from './text-service';

const tower = async () => ({
  name: 'textual/model.onnx',
  model: new Uint8Array(1),
  external: [],
  tokenizerJson: '{}',
  tokenizerConfigJson: '{}',
});

/** A text worker that answers with the length of each text, and fails as it is told. */
function rig(fail: (message: MessageToText) => boolean = () => false) {
  const asked: MessageToText[] = [];
  const workers: { answers: boolean; readonly end: () => void }[] = [];
  const start: StartText = (onMessage, onEnd) => {
    const worker = { answers: true, end: () => onEnd('killed') };
    workers.push(worker);
    return {
      terminate: () => undefined,
      post: (message) => {
        asked.push(message);
        if (!worker.answers) return;
        const answer: MessageFromText = fail(message)
          ? { kind: 'failed', id: message.id, error: { code: 'bundle-file-broken', message: 'bad', hint: '' } }
          : {
              kind: 'done',
              id: message.id,
              answer:
                message.kind === 'open'
                  ? []
                  : message.texts.map((text) => ({ tokens: [text.length], embedding: Float32Array.of(1) })),
            };
        queueMicrotask(() => onMessage(answer));
      },
    };
  };
  return { service: new TextService(tower, start), asked, workers };
}

it('opens once, and embeds each text once', async () => {
  const { service, asked } = rig();
  await Promise.all([service.embed(['a']), service.embed(['bb'])]);
  const embeddings = await service.embed(['a', 'ccc', 'bb', 'ccc']);
  expect(embeddings.map(({ text, tokens }) => [text, ...tokens])).toEqual([
    ['a', 1],
    ['ccc', 3],
    ['bb', 2],
    ['ccc', 3],
  ]);
  expect(asked.map((message) => (message.kind === 'embed' ? message.texts : message.kind))).toEqual([
    'open',
    ['a'],
    ['bb'],
    ['ccc'],
  ]);
});

it('tries again after a text tower did not open', async () => {
  let first = true;
  const { service, workers } = rig((message) => message.kind === 'open' && first);
  await expect(service.embed(['a'])).rejects.toMatchObject({ code: 'bundle-file-broken' });
  first = false;
  expect(await service.embed(['a'])).toHaveLength(1);
  expect(workers).toHaveLength(2);
});

it('ends what is under way when its worker dies, and goes on with a new one', async () => {
  const { service, workers, asked } = rig();
  await service.embed(['a']);
  workers[0]!.answers = false;
  const waiting = service.embed(['b']);
  await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ texts: ['b'] }), 60_000);
  workers[0]!.end();
  await expect(waiting).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringContaining('text encoder stopped') as string,
    details: 'killed',
  });
  expect(await service.embed(['b'])).toHaveLength(1);
  expect(workers).toHaveLength(2);
});

it('ends a request that waits when its model goes', async () => {
  const { service, workers, asked } = rig();
  await service.embed(['a']);
  workers[0]!.answers = false;
  const waiting = service.embed(['c']);
  await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ texts: ['c'] }), 60_000);
  service.dispose();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
});

it('ends a request that has found its worker open when its model or its worker goes', async () => {
  for (const [end, code] of [
    [({ service }: ReturnType<typeof rig>) => service.dispose(), 'cancelled'],
    [({ workers }: ReturnType<typeof rig>) => workers[0]!.end(), 'internal'],
  ] as const) {
    const parts = rig();
    await parts.service.embed(['a']);
    // The worker is open, but the question is asked in a later microtask.
    const late = parts.service.embed(['b']);
    end(parts);
    await expect(late).rejects.toMatchObject({ code });
  }
});
