import { expect, it } from 'vitest';
import type { MessageFromText, MessageToText } from './text-messages';
import { TextService, type TextPort } from './text-service';

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
  const ports: (TextPort & { readonly target: EventTarget })[] = [];
  const start = (): TextPort => {
    const target = new EventTarget();
    const port: TextPort & { readonly target: EventTarget } = {
      target,
      addEventListener: (type: string, listener: unknown) => target.addEventListener(type, listener as EventListener),
      terminate: () => undefined,
      postMessage: (message) => {
        asked.push(message);
        const answer: MessageFromText = fail(message)
          ? { kind: 'failed', id: message.id, error: { code: 'bundle-file-broken', message: 'bad', hint: '' } }
          : {
              kind: 'done',
              id: message.id,
              encoded:
                message.kind === 'open'
                  ? []
                  : message.texts.map((text) => ({ tokens: [text.length], embedding: Float32Array.of(1) })),
            };
        queueMicrotask(() => target.dispatchEvent(new MessageEvent('message', { data: answer })));
      },
    };
    ports.push(port);
    return port;
  };
  return { service: new TextService(tower, start), asked, ports };
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
  const { service, ports } = rig((message) => message.kind === 'open' && first);
  await expect(service.embed(['a'])).rejects.toMatchObject({ code: 'bundle-file-broken' });
  first = false;
  expect(await service.embed(['a'])).toHaveLength(1);
  expect(ports).toHaveLength(2);
});

it('starts anew after its worker died, and ends with its model', async () => {
  const { service, ports } = rig();
  await service.embed(['a']);
  ports[0]!.target.dispatchEvent(new Event('error'));
  expect(await service.embed(['b'])).toHaveLength(1);
  expect(ports).toHaveLength(2);
  ports[1]!.postMessage = () => undefined;
  const waiting = service.embed(['c']);
  await new Promise((resolve) => setTimeout(resolve, 1));
  service.dispose();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
});
