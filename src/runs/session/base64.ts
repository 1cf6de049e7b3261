import { float16ToFloat32, float32ToFloat16 } from '../../formats/float16';

/** Bytes per call of `String.fromCharCode`, whose arguments lie on the stack. */
const chunk = 0x8000;

/** Standard base64 with padding. */
export function bytesToBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(text);
}

/** @throws DOMException for text that is not base64 */
export function base64ToBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Little-endian float32; lossless. */
export function float32ToBase64(values: Float32Array): string {
  return bytesToBase64(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** @throws RangeError unless the bytes are whole numbers of four */
export function base64ToFloat32(text: string): Float32Array<ArrayBuffer> {
  return new Float32Array(base64ToBytes(text).buffer);
}

/** Little-endian float16: half the size, eleven bits of precision. */
export function float16ToBase64(values: Float32Array): string {
  return bytesToBase64(new Uint8Array(float32ToFloat16(values).buffer));
}

/** @throws RangeError unless the bytes are whole numbers of two */
export function base64ToFloat16(text: string): Float32Array<ArrayBuffer> {
  return float16ToFloat32(new Uint16Array(base64ToBytes(text).buffer));
}
