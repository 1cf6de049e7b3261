import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { concatBytes } from '../bytes';
import { bytesOf, floatOf, integerOf, protobufFields, textOf } from './protobuf';
import { bytesField, doubleField, floatField, integerField, textField } from './protobuf-writer';

it('writes the examples of the format’s own description', () => {
  expect([...integerField(1, 150)]).toEqual([0x08, 0x96, 0x01]);
  expect([...textField(2, 'testing')]).toEqual([0x12, 7, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
  expect([...bytesField(3, integerField(1, 150))]).toEqual([0x1a, 3, 0x08, 0x96, 0x01]);
  expect([...doubleField(1, 1)]).toEqual([0x09, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
});

it('is read back by the reader', () => {
  const number = fc.integer({ min: 1, max: 5000 });
  fc.assert(
    fc.property(
      number,
      fc.maxSafeNat(),
      fc.float(),
      fc.string(),
      fc.uint8Array(),
      (field, integer, float, text, raw) => {
        const message = concatBytes([
          integerField(field, integer),
          floatField(field, float),
          textField(field, text),
          bytesField(field, raw),
        ]);
        const [first, second, third, fourth] = protobufFields(message);
        expect(first!.number).toBe(field);
        expect(integerOf(first!)).toBe(integer);
        expect(floatOf(second!)).toBe(float);
        expect(textOf(third!)).toBe(new TextDecoder().decode(new TextEncoder().encode(text)));
        expect(bytesOf(fourth!)).toEqual(raw);
      },
    ),
  );
});

it('refuses what is no whole number', () => {
  expect(() => integerField(1, -1)).toThrow('-1 is no whole number from 0');
  expect(() => integerField(1, 0.5)).toThrow('0.5 is no whole number from 0');
});
