/** Files that carry texts of the user: half a surrogate pair in a title must not make them unreadable. */
import { describe, expect, it } from 'vitest';
import { writeOffsetsFile, readOffsetsFile } from '../../augmentation/offsets-file';
import { offsetsNpz } from './run-npz';
import { svgDocument, readSvgMetadata } from '../../formats/figures/svg';
import { extendSafetensors } from '../../formats/safetensors/extend-safetensors';
import { concatBytes } from '../../formats/bytes';
import { addPngText, readPngText } from '../../formats/figures/png';
import { wellFormedJson } from '../../formats/text/well-formed-json';
import { writeCsv } from '../../formats/tables/csv';
import { writeJsonLines } from '../../formats/text/json-lines';
import { openSafetensors, writeSafetensors } from '../../formats/safetensors/safetensors';
import { writeTfEvents } from '../../formats/tf-events';
import { writeZip } from '../../formats/zip/zip';
import { anyArchive, openZipArchive } from '../../formats/zip/zip-archive';
import { byteSourceOf } from '../../formats/byte-source';

const half = 'rain \ud83c night \udf27';
const whole = 'rain \ufffd night \ufffd';
const strict = new TextDecoder('utf-8', { fatal: true });

/** As a strict reader of JSON sees it: the escape of half a pair is an error. */
function strictJson(text: string): unknown {
  expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/u);
  expect(text).not.toMatch(/\p{Surrogate}/u);
  return JSON.parse(text);
}

describe('JSON text', () => {
  it.each<[string, unknown, unknown]>([
    ['half a pair', half, whole],
    ['half a pair in a key', { [half]: 1 }, { [whole]: 1 }],
    ['a second half alone', '\udc00x', '\ufffdx'],
    ['whole pairs', '🌧️', '🌧️'],
    ['a backslash before the letters of an escape', '\\ud83c', '\\ud83c'],
    ['two backslashes before half a pair', '\\\\\ud83c', '\\\\\ufffd'],
    ['control characters and quotes', '\u0000\u001f"\n\t', '\u0000\u001f"\n\t'],
    ['nested JSON', wellFormedJson({ title: half }), wellFormedJson({ title: whole })],
  ])('of %s', (_, value, read) => {
    expect(strictJson(wellFormedJson(value))).toEqual(read);
    expect(strictJson(wellFormedJson({ value }, 1))).toEqual({ value: read });
  });
});

describe('half a surrogate pair in', () => {
  const header = (file: Uint8Array): string => {
    const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
    return strict.decode(file.subarray(8, 8 + length));
  };
  const tensor = { name: 'w', dtype: 'F32', shape: [1], data: Float32Array.of(1) } as const;

  it('the metadata and names of a safetensors file', async () => {
    const file = writeSafetensors([{ ...tensor, name: half }], { title: half, [half]: 'x' });
    strictJson(header(file));
    const read = await openSafetensors(file);
    expect(Object.fromEntries(read.metadata)).toEqual({ title: whole, [whole]: 'x' });
    expect([...read.tensors.keys()]).toEqual([whole]);
  });

  it('metadata that are added to one', async () => {
    const parts = await extendSafetensors(writeSafetensors([tensor]), [{ ...tensor, name: 'v' }], { title: half });
    const file = concatBytes(parts);
    strictJson(header(file));
    expect((await openSafetensors(file)).metadata.get('title')).toBe(whole);
  });

  it('the prompts of offsets', () => {
    const offsets = {
      sourcePrompt: half,
      targetPrompts: [half],
      channels: 1,
      height: 1,
      width: 1,
      values: Float32Array.of(1),
    };
    const file = writeOffsetsFile(offsets, { about: wellFormedJson({ half }) });
    strictJson(header(file));
    expect(readOffsetsFile(file)).toMatchObject({ sourcePrompt: whole, targetPrompts: [whole] });
  });

  it('an npz', async () => {
    const offsets = {
      sourcePrompt: 'a',
      targetPrompts: ['b'],
      channels: 1,
      height: 1,
      width: 1,
      values: Float32Array.of(1),
    };
    const archive = await openZipArchive(byteSourceOf(offsetsNpz(offsets, { title: half })), anyArchive);
    const [name] = [...archive.entries.keys()].filter((path) => path.endsWith('.json'));
    expect(strictJson(strict.decode(await archive.read(archive.entries.get(name!)!, 1000)))).toMatchObject({
      title: whole,
    });
  });

  it('JSON lines, CSV, SVG and PNG', () => {
    expect(strictJson(writeJsonLines([{ title: half }]))).toEqual({ title: whole });
    expect(strict.decode(new TextEncoder().encode(writeCsv([half], [[half]])))).toBe(`${whole}\n${whole}\n`);
    const svg = svgDocument({ width: 1, height: 1, nodes: [] }, { title: half, metadata: { title: half } });
    expect(svg).not.toMatch(/\p{Surrogate}/u);
    expect(readSvgMetadata(svg)).toEqual({ title: whole });
    const pixels = Uint8Array.of(
      0x89,
      0x50,
      0x4e,
      0x47,
      0x0d,
      0x0a,
      0x1a,
      0x0a,
      0,
      0,
      0,
      0,
      0x49,
      0x44,
      0x41,
      0x54,
      0,
      0,
      0,
      0,
    );
    expect(readPngText(addPngText(pixels, 'about', half), 'about')).toBe(whole);
  });

  it('the tags of TensorBoard and the names of a zip', async () => {
    const events = writeTfEvents([{ wallTime: 0, step: 0, scalars: [[half, 1]], texts: [['about', half]] }]);
    expect(new TextDecoder().decode(events)).toContain(whole);
    const archive = await openZipArchive(
      byteSourceOf(writeZip([{ path: `${half}.txt`, bytes: Uint8Array.of(1), pack: 'stored' }])),
      anyArchive,
    );
    expect([...archive.entries.keys()]).toEqual([`${whole}.txt`]);
  });
});
