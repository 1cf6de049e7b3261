/** What the first bytes of an image file say. */
export interface ImageHeader {
  readonly format: 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp';
  readonly width: number;
  readonly height: number;
}

/**
 * Reads format and size from the beginning of an image file, so that a huge image is refused before it is decoded.
 * @returns null for other formats, and where the size does not stand in these bytes
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return readPng(view) ?? readJpeg(view) ?? readWebp(view) ?? readGif(view) ?? readBmp(view);
}

function readPng(view: DataView): ImageHeader | null {
  if (
    view.byteLength < 24 ||
    view.getUint32(0) !== 0x89504e47 ||
    view.getUint32(4) !== 0x0d0a1a0a ||
    !hasText(view, 12, 'IHDR')
  )
    return null;
  return { format: 'png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** Whether the bytes begin like a JPEG: its size may stand behind any amount of metadata. */
export function beginsLikeJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

function readJpeg(view: DataView): ImageHeader | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (isFrameHeader(marker)) {
      if (at + 9 > view.byteLength) return null;
      return { format: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    if (marker === 0xda || marker === 0xd9) return null;
    const standalone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    at += standalone ? 2 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** SOF0 to SOF15, without the tables DHT, JPG and DAC that stand in the same range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readWebp(view: DataView): ImageHeader | null {
  if (view.byteLength < 30 || !hasText(view, 0, 'RIFF') || !hasText(view, 8, 'WEBP')) return null;
  if (hasText(view, 12, 'VP8X')) return { format: 'webp', width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
  if (hasText(view, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (hasText(view, 12, 'VP8 ')) {
    return { format: 'webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  return null;
}

function readGif(view: DataView): ImageHeader | null {
  if (view.byteLength < 10 || !(hasText(view, 0, 'GIF87a') || hasText(view, 0, 'GIF89a'))) return null;
  return { format: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

function readBmp(view: DataView): ImageHeader | null {
  if (view.byteLength < 26 || !hasText(view, 0, 'BM')) return null;
  if (view.getUint32(14, true) === 12)
    return { format: 'bmp', width: view.getUint16(18, true), height: view.getUint16(20, true) };
  // A negative height means that the first row is on top.
  return { format: 'bmp', width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}

function hasText(view: DataView, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (view.getUint8(at + i) !== text.charCodeAt(i)) return false;
  return true;
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}
