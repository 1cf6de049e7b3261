import { expect, test } from '@playwright/test';

test('the tour goes by keyboard from beginning to end, without a model and without a network', async ({
  page,
  context,
}) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.route(/\/models\//u, (route) => route.abort());
  await page.goto('./');
  const tour = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Tour of five minutes' }).waitFor();
  await page.keyboard.press('Shift+T');
  await expect(tour.getByText('1 of 7')).toBeVisible();
  await expect(tour.getByText(/streets its AP50 is \d/u)).toBeVisible();
  await context.setOffline(true);
  const said = [
    /No image of a night is used/u,
    /L_opt falls from 0\.\d+ to 0\.\d+/u,
    /of 240 photometric transforms/u,
    /Offsets point the right way in the embedding/u,
    /One street proves nothing/u,
    /Every row was trained from the same start/u,
  ];
  for (const [index, text] of said.entries()) {
    await page.keyboard.press('ArrowRight');
    await expect(tour.getByText(`${index + 2} of 7`)).toBeVisible();
    await expect(tour.getByText(text)).toBeVisible();
  }
  await expect(page).toHaveURL(/tour=table/u);
  await page.keyboard.press('Escape');
  await expect(tour).toBeHidden();
  await expect(page).not.toHaveURL(/tour=/u);
  expect(errors).toEqual([]);
});
