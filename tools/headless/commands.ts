import { augment } from './augment';
import { bench } from './bench';
import type { Command } from './command';
import { data } from './data';
import { detect } from './detect';
import { embedImage, embedText, info } from './embed';
import { evaluate } from './evaluate';
import { merge } from './merge';
import { optimize } from './optimize';
import { photometrics } from './photometrics';
import { shifts } from './shifts';
import { train } from './train';

export const commands: Readonly<Record<string, Command>> = {
  info,
  'embed-text': embedText,
  'embed-image': embedImage,
  optimize,
  shifts,
  train,
  detect,
  evaluate,
  data,
  photometrics,
  augment,
  bench,
  merge,
};
