import { CodedError } from '../../src/errors/coded-error';
import { isErrorCode } from '../../src/errors/codes';
import type { Page } from '@playwright/test';
import { pack, unpack } from './crossing';
import { documentedHint } from './error';

declare global {
  /** Sends a file to the tool that drives the page; it is whole there when this is done. */
  var saveFile: (name: string, bytes: Uint8Array) => Promise<void>;
  /** A part of such a file, in base64. */
  var saveFilePart: (id: number, name: string, base64: string, last: boolean) => Promise<void>;
  /** Sends progress to the tool that drives the page. */
  var reportProgress: (value: unknown) => Promise<void>;
  /** An argument too long for one message. */
  var argumentPieces: string[] | undefined;
}

type Outcome<Result> =
  | { readonly ok: true; readonly value: Result }
  | {
      readonly ok: false;
      readonly error: { readonly code?: string; readonly message: string; readonly hint?: string };
    };

/** Chrome takes messages of up to 100 MB. */
const pieceLength = 30_000_000;
/** Bytes of a file in one message. */
const partBytes = 12_000_000;

// The bundler that runs these tools names inner functions through a helper that the page lacks.
const nameHelper = 'const __name = (f) => f;';

/**
 * Runs a closed function in the page; its argument and result cross as JSON, with typed arrays.
 * It is sent as an expression, because a thrown engine error would lose its code on the way.
 * @throws CodedError with the engine's own code and hint
 */
export async function inPage<Argument, Result>(
  page: Page,
  work: (argument: Argument) => Promise<Result>,
  argument: Argument,
): Promise<Result> {
  const text = await argumentExpression(page, pack(argument ?? null));
  const expression = `(async () => {
    ${nameHelper}
    const pack = ${pack.toString()};
    const unpack = ${unpack.toString()};
    try {
      return pack({ ok: true, value: await (${work.toString()})(unpack(${text})) });
    } catch (error) {
      const { code, message, hint } = error;
      return pack({ ok: false, error: { code, message: String(message ?? error), hint } });
    }
  })()`;
  const outcome = unpack(await page.evaluate<string>(expression)) as Outcome<Result>;
  if (outcome.ok) return outcome.value;
  const { code, message, hint } = outcome.error;
  throw new CodedError(isErrorCode(code) ? code : 'internal', message, hint ?? documentedHint);
}

/** How the page gets at the text of the argument. */
async function argumentExpression(page: Page, text: string): Promise<string> {
  if (text.length <= pieceLength) return JSON.stringify(text);
  for (let at = 0; at < text.length; at += pieceLength)
    await page.evaluate(
      (piece) => {
        globalThis.argumentPieces ??= [];
        globalThis.argumentPieces.push(piece);
      },
      text.slice(at, at + pieceLength),
    );
  return "argumentPieces.splice(0).join('')";
}

/** What a tool does with what the page hands over. */
export interface Handlers {
  readonly file?: (name: string, bytes: Uint8Array) => void;
  /** Lines for the user on standard error, where nothing else is said. */
  readonly progress?: (value: unknown) => void;
}

/** Lets the page hand over files and progress while it works. */
export async function listen(page: Page, handlers: Handlers = {}): Promise<void> {
  const { progress = (line) => console.error(String(line)) } = handlers;
  const parts = new Map<number, Buffer[]>();
  await page.exposeFunction('saveFilePart', (id: number, name: string, base64: string, last: boolean) => {
    const own = parts.get(id) ?? [];
    own.push(Buffer.from(base64, 'base64'));
    parts.set(id, own);
    if (!last) return;
    parts.delete(id);
    handlers.file?.(name, Buffer.concat(own));
  });
  await page.exposeFunction('reportProgress', (value: unknown) => progress(value));
  await page.evaluate(`(() => {
    let files = 0;
    let last = Promise.resolve();
    const send = async (name, bytes) => {
      const id = files++;
      let at = 0;
      do {
        let text = '';
        const end = Math.min(bytes.length, at + ${partBytes});
        for (; at < end; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 0x8000)));
        at = end;
        await saveFilePart(id, name, btoa(text), at >= bytes.length);
      } while (at < bytes.length);
    };
    // One after the other, so that of two files of one name the later one stays.
    globalThis.saveFile = (name, bytes) => (last = last.catch(() => undefined).then(() => send(name, bytes)));
  })()`);
}
