import type { RgbImage } from '../geometry/rgb-image';
import { fixedWhite, toFixed } from './fixed-image';
import type { PhotometricTransform } from './parameters';

/** The exponent between encoded and linear light. */
const encoding = 2.2;

/** Shares of linear red, green and blue in luminance (Rec. 709). */
const luminance = [0.2126, 0.7152, 0.0722] as const;

/** Shares of encoded red, green and blue in grey (Rec. 601), as torchvision and Pillow have them. */
export const grey = [0.299, 0.587, 0.114] as const;

/** What an 8-bit value of red, green and blue becomes, as 8.8 bits. */
export type ToneCurves = readonly [red: Uint16Array, green: Uint16Array, blue: Uint16Array];

/** Exposure, gains, gamma and contrast, which act on each value alone once the image's mean grey is known. */
export function toneCurves(image: RgbImage, transform: PhotometricTransform): ToneCurves {
  const gains = channelGains(transform);
  const exponent = transform.gamma / encoding;
  const curves = gains.map((gain) =>
    Float64Array.from({ length: 256 }, (_, value) => {
      const light = gain * transform.exposure * (value / 255) ** encoding;
      return fixedWhite * Math.min(1, light) ** exponent;
    }),
  );
  const mean = transform.contrast === 1 ? 0 : meanGrey(image, curves);
  const [red, green, blue] = curves.map((curve) =>
    Uint16Array.from(curve, (value) => toFixed(mean + (value - mean) * transform.contrast)),
  );
  return [red!, green!, blue!];
}

/** Factors of red, green and blue in linear light that leave the luminance of grey as it is. */
function channelGains({ redGain, blueGain }: PhotometricTransform): readonly number[] {
  const white = luminance[0] * redGain + luminance[1] + luminance[2] * blueGain;
  return [redGain / white, 1 / white, blueGain / white];
}

/** Mean grey of an image after its curves, from one count of values a channel. */
function meanGrey({ data }: RgbImage, curves: readonly Float64Array[]): number {
  const counts = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)] as const;
  const [reds, greens, blues] = counts;
  for (let at = 0; at < data.length; at += 3) {
    reds[data[at]!]!++;
    greens[data[at + 1]!]!++;
    blues[data[at + 2]!]!++;
  }
  let sum = 0;
  for (const [channel, curve] of curves.entries()) {
    let total = 0;
    for (let value = 0; value < 256; value++) total += counts[channel]![value]! * curve[value]!;
    sum += grey[channel]! * total;
  }
  return sum / (data.length / 3);
}
