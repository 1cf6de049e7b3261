import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { selectParameters } from '../../state/store/parameters-slice';
import { store } from '../../state/store/store';
import { ParameterForm } from './ParameterForm';

const held = () => selectParameters(store.getState());

describe('ParameterForm', () => {
  it('takes a number as it is typed, and goes back to the default', async () => {
    const { getByRole } = await render(<ParameterForm />);
    const field = getByRole('textbox', { name: 'Iterations' });
    await expect.element(field).toHaveValue('150');
    await expect.element(field).toHaveAccessibleDescription('default 150 · paper 1,000 · code 1,000');
    await field.fill('20');
    expect(held().iterations).toBe(20);
    const reset = getByRole('button', { name: 'Reset Iterations to 150' });
    await reset.click();
    expect(held().iterations).toBe(150);
    await expect.element(field).toHaveValue('150');
    await expect.element(reset).not.toBeInTheDocument();
  });

  it('marks what is no value, says why, keeps the text, and lets the last value hold', async () => {
    const { getByRole } = await render(<ParameterForm />);
    const field = getByRole('textbox', { name: 'Iterations' });
    await field.fill('20');
    await field.fill('0.5');
    await expect.element(field).toBeInvalid();
    await expect.element(field).toHaveAccessibleDescription('Iterations must be a whole number.');
    await userEvent.tab();
    await expect.element(field).toHaveValue('0.5');
    expect(held().iterations).toBe(20);
    await expect.element(getByRole('textbox', { name: 'Learning rate' })).toBeValid();
  });

  it('writes a number in its own way once the field is left', async () => {
    const { getByRole } = await render(<ParameterForm />);
    const field = getByRole('textbox', { name: 'Learning rate' });
    await field.fill('2e-2');
    await expect.element(field).toHaveValue('2e-2');
    await userEvent.tab();
    await expect.element(field).toHaveValue('0.02');
    expect(held().learningRate).toBe(0.02);
  });

  it('explains the protocol that is chosen, and marks the default', async () => {
    const { getByRole, getByText } = await render(<ParameterForm />);
    const protocol = getByRole('combobox', { name: /^Protocol/u });
    await expect.element(protocol).toHaveDisplayValue('Released code (default)');
    await protocol.selectOptions('Paper, as printed');
    await expect.element(getByText(/^Raw image embeddings z, sums over crops/u)).toBeVisible();
    await expect.element(getByText(/^Unit embeddings, means over crops/u)).not.toBeInTheDocument();
    expect(held().protocol).toBe('paper');
  });

  it('chooses what of the offset is learned by the keyboard', async () => {
    const { getByRole } = await render(<ParameterForm />);
    const shape = getByRole('combobox', { name: /^Semantic offset/u });
    (shape.element() as HTMLElement).focus();
    await userEvent.keyboard('P');
    await expect.element(shape).toHaveDisplayValue('Pooled, 1 × 1 × C');
    expect(held().offsetShape).toBe('pooled');
  });

  it('says while a run is under way that it keeps what it was begun with', async () => {
    const { getByText } = await render(<ParameterForm />);
    const note = getByText('Changes hold from the next run on');
    await expect.element(note).not.toBeInTheDocument();
    store.getState().setRun({ status: 'running' });
    await expect.element(note).toBeVisible();
  });
});
