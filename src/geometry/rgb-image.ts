/** An 8-bit sRGB image: `data[(y * width + x) * 3 + channel]`, row 0 on top. The one image type that crosses folder borders. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
