import { CodedError } from '../../errors/coded-error';
import { type FormatError, isFormatError } from '../../errors/areas';
import type { Document, isMap as IsMap } from 'yaml';
import { takeNamesBlock } from './yolo-names';

type Json = Readonly<Record<string, unknown>>;

/**
 * Parses the configuration of a YOLO data set.
 * @returns an empty object for what is no mapping
 * @throws FormatError `invalid-data` for what is no YAML, names one key twice, or is nested too deep
 */
export async function parseYoloYaml(text: string): Promise<Json> {
  const block = takeNamesBlock(text);
  if (block !== null && block.double !== null) throw broken(`“names” has the number ${block.double} twice`);
  const { isMap, parseDocument } = await import('yaml');
  try {
    // The parser's own search for doubles compares each key with each.
    const document = parseDocument(block?.rest ?? text, { uniqueKeys: false });
    const [error] = document.errors;
    if (error !== undefined) throw error;
    if (isMap(document.contents)) {
      checkKeys(document, isMap);
      // Few aliases, so that none can expand without end.
      const value = document.toJS({ maxAliasCount: 20 }) as Json;
      return block === null ? value : { ...value, names: block.names };
    }
    return block === null ? {} : { names: block.names };
  } catch (error) {
    if (isFormatError(error)) throw error;
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    // The parser passes on what the engine says when its stack is full.
    if (error instanceof RangeError || reason.includes('call stack')) throw broken('it is nested too deep');
    throw broken(reason.replace(/:$/u, ''));
  }
}

/** Doubles at the top and among the names. */
function checkKeys(document: Document, isMap: typeof IsMap): void {
  for (const [map, where] of [
    [document.contents, ''],
    [document.get('names', true), '“names” has '],
  ] as const) {
    if (!isMap(map)) continue;
    const keys = new Set<string>();
    for (const { key } of map.items) {
      const name = String(key);
      if (keys.has(name))
        throw broken(`${where}${where === '' ? `“${name}” stands there` : `the number ${name}`} twice`);
      keys.add(name);
    }
  }
}

function broken(reason: string): FormatError {
  return new CodedError('invalid-data', reason, 'Correct the file.');
}
