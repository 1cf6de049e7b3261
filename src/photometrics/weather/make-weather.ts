import type { RgbImage } from '../../geometry/rgb-image';
import { addFog } from './fog';
import { darken } from './night';
import type { Weather } from './weather';

/** The image in a weather; boxes stay. */
export function makeWeather(image: RgbImage, weather: Weather): RgbImage {
  switch (weather.kind) {
    case 'fog':
      return addFog(image, weather.density);
    case 'night':
      return darken(image, weather);
    default:
      return weather satisfies never;
  }
}
