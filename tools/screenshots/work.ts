import type { Page } from '@playwright/test';

const patience = { timeout: 300_000 };

/** Shows a view by its tab. @param title as it stands on the tab */
export async function showView(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: title, exact: true }).click();
}

/** Waits until the model answers and both panes show what was detected. */
export async function waitForModel(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Model: Built-in/u }).waitFor(patience);
  for (const pane of ['Left pane', 'Right pane'])
    await page.getByRole('region', { name: pane }).getByText(/found/u).waitFor(patience);
}

/** Does a little work in every view: a run, a training, an evaluation, all that Explain computes, runs chosen and opened. */
export async function workEverywhere(page: Page): Promise<void> {
  await optimise(page);
  await train(page);
  await evaluate(page);
  await explain(page);
  await openRows(page);
}

async function optimise(page: Page): Promise<void> {
  await showView(page, 'Optimise');
  await setField(page, 'Iterations', '6');
  for (const rate of ['0.01', '0.03']) {
    await setField(page, 'Learning rate', rate);
    await page.getByRole('button', { name: /^Run( again)?$/u }).click();
    await page.getByLabel('Optimisation status').getByText('Running').waitFor(patience);
    await page.getByLabel('Optimisation status').getByText('Finished').waitFor(patience);
  }
}

async function train(page: Page): Promise<void> {
  await showView(page, 'Train');
  await setField(page, 'Steps', '3');
  await setField(page, 'Images per step', '1');
  await setField(page, 'Training scenes', '4');
  await page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click();
  await page
    .getByLabel('Training status')
    .getByText(/^Trained 3/u)
    .waitFor(patience);
}

async function evaluate(page: Page): Promise<void> {
  await showView(page, 'Evaluate');
  await setField(page, 'Images per domain', '2');
  await page.getByRole('main').getByRole('button', { name: 'Evaluate', exact: true }).click();
  await page
    .getByLabel('Evaluation status')
    .getByText(/^Finished/u)
    .waitFor(patience);
}

async function explain(page: Page): Promise<void> {
  await showView(page, 'Explain');
  const panel = (name: string) => page.getByRole('region', { name, exact: true });
  // One at a time: a button can be pressed once the work before it is done.
  const compute = async (name: string, button: RegExp) => {
    await panel(name).getByRole('button', { name: button }).click(patience);
    await panel(name)
      .getByRole('button', { name: 'Cancel' })
      .waitFor({ ...patience, state: 'detached' });
  };
  await panel('Where does the weather really go?').getByLabel('Streets', { exact: true }).fill('2');
  await compute('Where does the weather really go?', /^Measure true shifts/u);
  await compute('A step in slow motion', /^(?:Compute a step|Begin anew)/u);
  await compute('Batch norm as released', /^Compare on this crop/u);
  await panel('Images and prompts, before and after').getByLabel('Streets', { exact: true }).fill('3');
  await compute('Images and prompts, before and after', /^Embed the images/u);
  await compute('Prompt workshop', /^Compare with/u);
  await panel('Prompt workshop')
    .getByText(/\d+ of \d+ words pass/u)
    .waitFor(patience);
}

/** Opens the details of a row of the table of methods, and of a run beside another. */
async function openRows(page: Page): Promise<void> {
  await showView(page, 'Results');
  await page.getByRole('main').getByRole('table').first().locator('tbody th[scope=row] button').nth(2).click();
  await showView(page, 'Runs');
  const rows = page.getByRole('region', { name: 'Table of runs' }).locator('tbody').getByRole('row');
  const chosen = rows.filter({ hasText: 'Optimise' });
  for (const row of [chosen.nth(0), chosen.nth(1)]) await row.getByRole('checkbox').check();
  await chosen.nth(0).locator('.run-title .link-button').click();
}

async function setField(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('main').getByLabel(label, { exact: true });
  await field.fill(text);
  await field.blur();
}
