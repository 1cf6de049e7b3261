import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One file as a server gives it, with what is wrong with that. */
export interface Served {
  readonly body?: string | Uint8Array;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether ranges are served; true by default. */
  readonly ranges?: boolean;
  /** The n-th answer breaks off after so many bytes of its body. */
  readonly cuts?: readonly number[];
  /** The first answers are these, without a body. */
  readonly troubles?: readonly number[];
  /** Sends the body in chunks without a length. */
  readonly unsized?: boolean;
  readonly redirect?: string;
  /** Sends its body again and again, without a length and without an end. */
  readonly endless?: boolean;
  /** The n-th answer stops after so many bytes of its body, and stays open; -1 sends no headers either. */
  readonly stalls?: readonly number[];
}

export interface Asked {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

export interface TestServer {
  readonly origin: string;
  readonly asked: Asked[];
  /** Files by path; they may be changed at any time. */
  readonly files: Map<string, Served>;
  /** The most requests that were open at a time. */
  readonly mostOpen: () => number;
  close(): Promise<void>;
}

/** A web server on this machine. What it does not know is a 404. */
export async function startServer(files: Readonly<Record<string, Served>> = {}): Promise<TestServer> {
  const known = new Map(Object.entries(files));
  const asked: Asked[] = [];
  const counts = new Map<string, number>();
  let open = 0;
  let mostOpen = 0;
  const server = createServer((request, response) => {
    mostOpen = Math.max(mostOpen, ++open);
    response.once('close', () => open--);
    const path = request.url ?? '/';
    asked.push({ path, range: request.headers.range, ifRange: request.headers['if-range'] as string | undefined });
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    answer(request, response, known.get(path) ?? { status: 404 }, count);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    files: known,
    mostOpen: () => mostOpen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, served: Served, count: number): void {
  const { body = '', status = 200, headers = {}, ranges = true, cuts = [], troubles = [], unsized, redirect } = served;
  const stall = served.stalls?.[count];
  const trouble = troubles[count];
  if (redirect !== undefined) return void response.writeHead(302, { location: redirect }).end();
  if (trouble !== undefined) return void response.writeHead(trouble).end();
  const bytes = Buffer.from(typeof body === 'string' ? new TextEncoder().encode(body) : body);
  const from = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? 0);
  const partial = ranges && from > 0 && status === 200;
  if (partial && from >= bytes.length) return void response.writeHead(416).end();
  const part = partial ? bytes.subarray(from) : bytes;
  if (served.endless === true) return sendForEver(response, bytes);
  if (stall === -1) return;
  response.writeHead(partial ? 206 : status, {
    ...(unsized ? {} : { 'content-length': String(part.length) }),
    ...(partial ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    ...headers,
  });
  if (stall !== undefined) return void response.write(part.subarray(0, stall));
  const cut = cuts[count];
  if (cut === undefined) return void response.end(part);
  response.write(part.subarray(0, cut));
  // What was written shall arrive before the connection breaks.
  setTimeout(() => response.destroy(), 20);
}

/** As fast as the other side takes it. */
function sendForEver(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(200);
  const send = (): void => {
    while (!response.destroyed && response.write(bytes));
    if (!response.destroyed) response.once('drain', send);
  };
  send();
}
