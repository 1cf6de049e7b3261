import { CodedError } from '../../errors/coded-error';
import type { RgbImage } from '../../geometry/rgb-image';

/** A canvas of 65,536 pixels a side and more stays black without a word, and texture sizes end far below it. */
const tileSide = 2048;

/** A part of a picture. */
interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The colours of a decoded picture, whatever its transparency, as PIL's `convert('RGB')` has them. It is read in tiles.
 * @throws EngineError `out-of-memory`
 */
export function readBitmap(bitmap: ImageBitmap): RgbImage {
  const { width, height } = bitmap;
  const data = new Uint8Array(width * height * 3);
  const straight = straightColours();
  for (let y = 0; y < height; y += tileSide)
    for (let x = 0; x < width; x += tileSide) {
      const tile = { x, y, width: Math.min(tileSide, width - x), height: Math.min(tileSide, height - y) };
      const drawn = drawTile(bitmap, tile);
      copyTile(isOpaque(drawn) ? drawn : (straight(bitmap, tile) ?? drawn), tile, data, width);
    }
  return { width, height, data };
}

/** RGBA as a canvas has it: exact where the picture is opaque, and nothing of a colour that is wholly transparent. */
function drawTile(bitmap: ImageBitmap, { x, y, width, height }: Tile): Uint8ClampedArray {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null)
    throw new CodedError(
      'out-of-memory',
      `There is no memory for a picture of ${bitmap.width} × ${bitmap.height} pixels.`,
      'Use a smaller image.',
    );
  context.drawImage(bitmap, -x, -y);
  return context.getImageData(0, 0, width, height).data;
}

function isOpaque(rgba: Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
}

function copyTile(rgba: Uint8ClampedArray, tile: Tile, data: Uint8Array, imageWidth: number): void {
  for (let row = 0, from = 0; row < tile.height; row++)
    for (let to = ((tile.y + row) * imageWidth + tile.x) * 3, column = 0; column < tile.width; column++) {
      data[to++] = rgba[from]!;
      data[to++] = rgba[from + 1]!;
      data[to++] = rgba[from + 2]!;
      from += 4;
    }
}

/** Reads RGBA through WebGL, which unlike a canvas keeps colours apart from transparency. The result gives null where there is no WebGL. */
function straightColours(): (bitmap: ImageBitmap, tile: Tile) => Uint8ClampedArray | null {
  let context: WebGL2RenderingContext | null | undefined;
  return (bitmap, { x, y, width, height }) => {
    context ??= new OffscreenCanvas(1, 1).getContext('webgl2');
    if (context === null) return null;
    const gl = context;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
    gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, x);
    gl.pixelStorei(gl.UNPACK_SKIP_ROWS, y);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    const rgba = new Uint8ClampedArray(width * height * 4);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(rgba.buffer));
    gl.deleteTexture(texture);
    return gl.getError() === gl.NO_ERROR ? rgba : null;
  };
}
