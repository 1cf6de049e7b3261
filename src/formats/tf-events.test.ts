import { expect, it } from 'vitest';
import { protobufFields } from './onnx/protobuf';
import { writeTfEvents } from './tf-events';
import { maskedCrc32c, writeTfRecords } from './tf-record';

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

it('masks check sums as RecordWriter does', () => {
  // Length 24 and its check sum, as the files of TensorBoard's own writer begin.
  expect(maskedCrc32c(Uint8Array.of(24, 0, 0, 0, 0, 0, 0, 0))).toBe(0x224b7fa3);
});

it('frames records', () => {
  expect(hex(writeTfRecords([]))).toBe('');
  const framed = writeTfRecords([new TextEncoder().encode('123456789')]);
  expect(framed.length).toBe(8 + 4 + 9 + 4);
  expect(new DataView(framed.buffer).getUint32(21, true)).toBe(
    (((0xe3069283 >>> 15) | (0xe3069283 << 17)) + 0xa282ead8) >>> 0,
  );
});

it('writes the bytes that TensorBoard’s own writer writes', () => {
  // RecordWriter and the messages of tensorboard 2.21.0.
  const expected =
    '1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c1a00000000000000129bd82d09000000000000f83f10032a0d0a0b0a046c6f7373150000803ed054b255';
  const bytes = writeTfEvents([{ wallTime: 1.5, step: 3, scalars: [['loss', 0.25]] }]);
  expect(hex(bytes)).toBe(expected);
});

it('keeps texts as the text plugin stores them', () => {
  const bytes = writeTfEvents([{ wallTime: 1, step: 0, scalars: [], texts: [['config', 'a']] }]);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const second = bytes.subarray(16 + length + 12, -4);
  const summary = [...protobufFields(second)].find(({ number }) => number === 5);
  if (summary?.wire !== 'bytes') throw new Error('no summary');
  const text = new TextDecoder().decode(summary.bytes);
  expect(text).toContain('config');
  expect(text).toContain('text');
});
