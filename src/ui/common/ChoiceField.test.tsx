import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { ChoiceField } from './ChoiceField';

it('names why an option cannot be chosen, and offers the others', async () => {
  const { getByRole } = await render(
    <ChoiceField
      label="Protocol"
      choices={[
        { name: 'code', label: 'Released code' },
        { name: 'batchnorm', label: 'Batch norm in training mode', unavailable: 'the batch norms are folded' },
      ]}
      value="code"
      defaultValue="code"
      help="Means over crops."
      onChange={() => {}}
    />,
  );
  await expect.element(getByRole('option', { name: 'Released code (default)' })).toBeEnabled();
  await expect
    .element(getByRole('option', { name: 'Batch norm in training mode — the batch norms are folded' }))
    .toBeDisabled();
});
