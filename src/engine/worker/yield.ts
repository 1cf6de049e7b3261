/** Lets the messages that have arrived be handled: one turn of the event loop, without the 4 ms that `setTimeout` may take. */
export const yieldToMessages: () => Promise<void> =
  // Node answers up to a thousand messages of a port in one turn, in which no timer and no file gets its own.
  typeof setImmediate === 'function' ? () => new Promise((resolve) => setImmediate(resolve)) : turnsOfMessages();

function turnsOfMessages(): () => Promise<void> {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.addEventListener('message', () => waiting.shift()?.());
  channel.port1.start();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
}
