import { drawWeather } from '../../photometrics/weather/draw-weather';
import type { ImageChange } from './image-change';
import type { Method } from './method';

/**
 * Fog as IA-YOLO (AAAI 2022) makes it, or night as NightAug (2PCNet, CVPR 2023) does, each with probability ½, with the published constants. People who know two of the target
 * weathers wrote them down, so it is a reference beside the methods that do not know them. Rain has no such formula here.
 */
export const physics: Method = {
  title: 'Physics of fog and night',
  summary: 'Puts fog into each image, or makes it dark, with glare and noise, by formulas for these weathers.',
  changes: 'images',
  learns: null,
  knows: 'prior',
  suggestedPrompts: null,
  prepare: () => (imageCount, random) => ({
    images: Array.from({ length: imageCount }, (): ImageChange => ({ kind: 'weather', weather: drawWeather(random) })),
  }),
};
