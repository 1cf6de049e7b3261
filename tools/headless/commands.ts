import type { Page } from '@playwright/test';
import { detect } from './detect';
import { embedImage, embedText, info } from './embed';
import { evaluate } from './evaluate';
import { optimize } from './optimize';
import { shifts } from './shifts';
import { train } from './train';

/** Options as the command line gave them. */
export interface Options {
  readonly text?: string[] | undefined;
  readonly image?: string[] | undefined;
  readonly config?: string | undefined;
  readonly out?: string | undefined;
  readonly detector?: string | undefined;
  readonly dataset?: string[] | undefined;
  readonly split?: string | undefined;
  readonly count?: string | undefined;
  readonly backend?: string | undefined;
  readonly chrome?: string | undefined;
  readonly 'single-thread'?: boolean | undefined;
}

/** A command checks its options first, and gets the page only when they are good. */
export type Command = (options: Options) => Promise<(page: Page) => Promise<unknown>>;

export const commands = {
  info,
  'embed-text': embedText,
  'embed-image': embedImage,
  optimize,
  shifts,
  train,
  detect,
  evaluate,
} satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;
