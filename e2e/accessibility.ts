import axeCore from 'axe-core';
import type { Page } from '@playwright/test';

interface Reading {
  /** What is read, as a selector. */
  readonly within?: string;
  /** Leaves out what axe calls minor or moderate. */
  readonly seriousOnly?: boolean;
}

/** Rules of axe whose answer depends on the width of the window. */
const layoutRules = ['scrollable-region-focusable', 'target-size', 'aria-hidden-focus'];

/**
 * What axe finds wrong with the page in light and dark, a line each. The dark reading asks only the rules about colours: a
 * colour scheme changes nothing else.
 */
export async function axeViolations(page: Page, { within = ':root', seriousOnly = false }: Reading = {}) {
  const lines: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeCore.source);
    const found = await page.evaluate(
      async ([selector, scheme]) => {
        // Describing what is right takes longer than finding what is wrong.
        const { violations } = await globalThis.axe.run(selector, {
          resultTypes: ['violations'],
          ...(scheme === 'dark' ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {}),
        });
        return violations.map(({ id, impact, nodes }) => ({ id, impact, element: nodes[0]?.html ?? '' }));
      },
      [within, colorScheme] as const,
    );
    for (const { id, impact, element } of found)
      if (!seriousOnly || impact === 'serious' || impact === 'critical')
        lines.push(`${colorScheme}: ${id}: ${element}`);
  }
  return lines;
}

/** What axe finds wrong with the layout as the window is now, a line each. */
export async function axeLayoutViolations(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeCore.source);
  return page.evaluate(async (rules) => {
    const { violations } = await globalThis.axe.run(':root', { resultTypes: ['violations'], runOnly: rules });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }, layoutRules);
}

declare global {
  // Put into the page by axe's own script.
  var axe: typeof axeCore;
}
