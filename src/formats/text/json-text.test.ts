import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonError } from './json-error';
import { idText, isNumericId, parseJson } from './json-text';

const ids = (text: string) => parseJson(text) as { readonly id: number | string }[];

describe('parseJson', () => {
  it('keeps ids of 64 bits apart, from each other and from texts', () => {
    const found = ids(
      '[{"id": 1234567890123456789}, {"id":1234567890123456790 }, {"id" : "1234567890123456789"}, {"id":-9007199254740993}, {"id": 9007199254740991}]',
    ).map(({ id }) => id);
    expect(new Set(found).size).toBe(5);
    expect(found.map(idText)).toEqual([
      '1234567890123456789',
      '1234567890123456790',
      '“1234567890123456789”',
      '-9007199254740993',
      '9007199254740991',
    ]);
    expect(found.map(isNumericId)).toEqual([true, true, false, true, true]);
    expect(found[4]).toBe(9007199254740991);
  });

  it('joins image_id and category_id with the id that they mean', () => {
    const found = parseJson(
      '{"id":18446744073709551615,"image_id":18446744073709551615,"category_id":18446744073709551615}',
    );
    expect(new Set(Object.values(found as object)).size).toBe(1);
  });

  it('leaves other numbers and texts alone', () => {
    const text =
      '{"id":12,"area":12345678901234567890,"bbox":[1.2345678901234567890,2e300],"file_name":"{\\"id\\":12345678901234567890}"}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each<[string, string, message: string]>([
    ['nothing', ' \n', 'the file is empty'],
    ['NaN', '{"bbox":\n [1, NaN]}', 'line 2, column 6: NaN is no number of JSON (Python writes it, and reads it back)'],
    [
      'Infinity',
      '[-Infinity]',
      'line 1, column 2: -Infinity is no number of JSON (Python writes it, and reads it back)',
    ],
    ['a text that only looks like NaN', '["a: NaN ,",,]', 'line 1, column 13: a value should stand there, not “,”'],
    ['a cut file', '{"images": [\n{"id": 1', 'line 2, column 9: the file ends in the middle'],
    ['a cut text', '{"images": "x', 'line 1, column 12: the file ends in the middle of a text'],
    ['a file that is cut behind a quote', '[1, "', 'line 1, column 5: the file ends in the middle of a text'],
    ['a stray comma', '{"images": [1,]}', 'line 1, column 15: a value should stand there, not “]”'],
    ['no JSON', 'images = []}', 'line 1, column 1: a value should stand there, not “images”'],
    ['single quotes', "{'a': 1}", "line 1, column 2: a name in quotes or “}” should stand there, not “'”"],
    ['two documents', '{}\n{}', 'line 2, column 1: the end of the file should stand there, not “{”'],
    [
      'no comma',
      '{"a": 1 "b": 2}',
      'line 1, column 9: a comma or the end of the list or object should stand there, not “"”',
    ],
    ['no colon', '{"a" 1}', 'line 1, column 6: a colon should stand there, not “1”'],
    [
      'a bracket that closes a brace',
      '{"a": 1]',
      'line 1, column 8: a comma or the end of the list or object should stand there, not “]”',
    ],
    ['a hexadecimal number', '[0x10]', 'line 1, column 2: a value or “]” should stand there, not “0x10”'],
  ])('says where and why: %s', (_, text, message) => {
    expect(() => parseJson(text)).toThrow(
      expect.objectContaining({ name: 'CodedError', code: 'invalid-data', message }),
    );
  });

  it('finds no error in what is JSON, and one in whatever is cut', () => {
    const piece = fc.json().filter((text) => text.length > 1);
    fc.assert(
      fc.property(piece, (text) => {
        expect(findJsonError(text)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(), (value, at) => {
        const text = JSON.stringify(value);
        expect(findJsonError(text.slice(0, at % text.length))).not.toBeNull();
      }),
    );
  });
});
