import { openPage } from '../page';

export interface WholeTraining {
  readonly backend: string;
  /** What the page's status line says at the end. */
  readonly status: string;
  readonly minutes: number;
  /** AP50 on the source's validation scenes, as the page shows it. */
  readonly validation: string;
  /** What the detector finds in the scene that Detect opens with. */
  readonly found: string;
}

/** Trains the `builtin` preset in the page as a user does, by its buttons, and lets Detect use the result. */
export async function wholeTraining(): Promise<WholeTraining> {
  const { page, close } = await openPage({
    address: '#v=1&view=train&train=builtin&method=none',
    viewport: { width: 1440, height: 900 },
  });
  try {
    await page.getByRole('button', { name: /^Model: Built-in/u }).waitFor({ timeout: 120_000 });
    const backend = (await page.getByRole('button', { name: /^Backend/u }).getAttribute('aria-label')) ?? '';
    const started = Date.now();
    const status = page.getByLabel('Training status');
    await status.waitFor();
    await page.getByRole('button', { name: 'Train', exact: true }).last().click();
    const ended = status.filter({ hasText: /^Trained/u });
    for (let minute = 0; !(await ended.isVisible()); minute++) {
      if (minute > 60) throw new Error(`After an hour the training has not ended: ${await status.innerText()}`);
      await Promise.race([ended.waitFor({ timeout: 0 }), page.waitForTimeout(60_000)]);
      console.error(await status.innerText());
    }
    const minutes = (Date.now() - started) / 60_000;
    const text = await status.innerText();
    const figure = page.getByRole('figure', { name: /^Validation AP50 on the source/u });
    const validation = (await figure.getAttribute('aria-label')) ?? (await figure.innerText());
    await page.getByRole('navigation', { name: 'Views' }).getByText('Detect').click();
    const right = page.getByRole('region', { name: 'Right pane' });
    await right.getByLabel('Detector of the right pane').selectOption('none-builtin-1');
    const found = await right.getByText(/\d+ found/u).innerText();
    return { backend, status: text, minutes, validation, found };
  } finally {
    await close();
  }
}
