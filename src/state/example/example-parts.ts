import { openSessionApart } from '../../runs/session/open-session-apart';
import type { Session } from '../../runs/session/session';

/** What the views show in which nothing has been computed yet: ordinary sessions, each fetched when its view opens. */
export type ExamplePart = 'evaluate' | 'train' | 'explain' | 'runs';

const parts = new Map<ExamplePart, Promise<Session | null>>();

/** A part of the recorded example, fetched once; null where it is missing or damaged: it is a courtesy, and the page works without it. */
export function readExamplePart(part: ExamplePart): Promise<Session | null> {
  const known = parts.get(part);
  if (known) return known;
  const reading = fetchPart(part);
  parts.set(part, reading);
  return reading;
}

/** Forgets what was fetched, as a reload does; for tests. */
export function forgetExampleParts(): void {
  parts.clear();
}

async function fetchPart(part: ExamplePart): Promise<Session | null> {
  try {
    const response = await fetch(new URL(`example/${part}.session.zip`, document.baseURI));
    // Hosts of single pages answer with the page itself where a file is missing.
    if (!response.ok || (response.headers.get('content-type') ?? '').includes('html')) return null;
    const options = { signal: new AbortController().signal, onFile: () => undefined };
    return (await openSessionApart(await response.blob(), options)).session;
  } catch {
    // The empty view says what to do.
    return null;
  }
}
