/** The segment APP1 of a JPEG with one tag, its orientation. */
export function exifSegment(orientation: number, order: 'little' | 'big' = 'little'): readonly number[] {
  const bytes = new Uint8Array(10 + 8 + 2 + 12 + 4);
  const view = new DataView(bytes.buffer);
  const little = order === 'little';
  view.setUint16(0, 0xffe1);
  view.setUint16(2, bytes.length - 2);
  bytes.set(new TextEncoder().encode('Exif\0\0'), 4);
  bytes.set(new TextEncoder().encode(little ? 'II' : 'MM'), 10);
  view.setUint16(12, 42, little);
  view.setUint32(14, 8, little);
  view.setUint16(18, 1, little);
  view.setUint16(20, 0x0112, little);
  view.setUint16(22, 3, little);
  view.setUint32(24, 1, little);
  view.setUint16(28, orientation, little);
  return [...bytes];
}
