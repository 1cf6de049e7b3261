/** TFRecord files: records one after the other, lengths and contents each with a masked CRC-32C (tensorflow/core/lib/io/record_writer.h). */
import { concatBytes } from './bytes';
import { crc32c } from './zip/crc';

/** Rotated and shifted, because records often hold check sums themselves. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** `u64 length, u32 masked CRC of it, data, u32 masked CRC of them`, little-endian. */
export function writeTfRecords(records: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concatBytes(
    records.flatMap((data) => {
      const head = new Uint8Array(12);
      const headView = new DataView(head.buffer);
      headView.setBigUint64(0, BigInt(data.length), true);
      headView.setUint32(8, maskedCrc32c(head.subarray(0, 8)), true);
      const tail = new Uint8Array(4);
      new DataView(tail.buffer).setUint32(0, maskedCrc32c(data), true);
      return [head, data, tail];
    }),
  );
}
