import type { Page } from '@playwright/test';
import type { OptionName, Options } from './options';

/** A command checks all that it can first; the page is opened only for what is good. */
export interface Command {
  readonly options: readonly OptionName[];
  /** What stands behind the command's name; null for nothing. */
  readonly operands: string | null;
  /** The file of `--out` that gets the document which is also printed; null where the command writes its own. */
  readonly resultFile: string | null;
  prepare(options: Options, operands: readonly string[]): Promise<Prepared>;
}

export type Prepared =
  | { readonly kind: 'page'; readonly run: (page: Page) => Promise<object> }
  /** Needs no page. */
  | { readonly kind: 'done'; readonly document: object };

/** Work in the page. */
export function inAPage(run: (page: Page) => Promise<object>): Prepared {
  return { kind: 'page', run };
}
