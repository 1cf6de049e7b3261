/** Cyclic redundancy checks of 32 bits, reflected, as zip, PNG and TFRecord files carry them. */

function table(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
}

const ieee = table(0xedb88320);
const castagnoli = table(0x82f63b78);

function check(bytes: Uint8Array, of: Uint32Array, before: number): number {
  let crc = before ^ 0xffffffff;
  // An iterator takes many times as long, and files have hundreds of megabytes.
  for (let at = 0; at < bytes.length; at++) crc = of[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * CRC-32 of zip and PNG (polynomial 04C11DB7).
 * @param before the check sum of all bytes before these
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  return check(bytes, ieee, before);
}

/** CRC-32C (polynomial 1EDC6F41, RFC 3720). */
export function crc32c(bytes: Uint8Array): number {
  return check(bytes, castagnoli, 0);
}
