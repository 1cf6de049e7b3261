import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { followPresentation } from '../../state/settings/follow-presentation';
import { store } from '../../state/store/store';
import { ExportMenu } from '../common/ExportMenu';
import { Panel } from '../common/Panel';
import { HelpDialog } from './HelpDialog';

beforeEach(() => store.setState({ ...store.getInitialState(), helpOpen: true }, true));

test('what a class does without is hidden, and type grows', async () => {
  followPresentation();
  await render(
    <>
      <HelpDialog />
      <Panel title="Parameters" part="parameters">
        Learning rate
      </Panel>
      <ExportMenu name="Export curves" items={[]} />
    </>,
  );
  const size = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const before = size();
  const form = page.getByText('Learning rate');
  const exports = page.getByText('Export', { exact: true });
  await expect.element(form).toBeInTheDocument();
  for (const name of [/^Large type/u, /^Hide: Parameters/u, /^Hide: Exports/u])
    await page.getByRole('checkbox', { name }).click();
  expect(store.getState().hiddenParts).toEqual(['parameters', 'exports']);
  expect(store.getState().railFolded).toBe(true);
  expect(size()).toBeGreaterThan(1.2 * before);
  await expect.element(form).not.toBeVisible();
  await expect.element(exports).not.toBeVisible();
  await page.getByRole('checkbox', { name: /^Hide: Exports/u }).click();
  await expect.element(exports).toBeVisible();
});
