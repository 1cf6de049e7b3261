import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { ZeroShotChoice } from '../../state/jobs/detect/zero-shot';
import { ZeroShotForm } from './ZeroShotForm';

const choice: ZeroShotChoice = {
  classes: ['car', 'person'],
  promptTemplate: 'a photo of a {}',
  background: { kind: 'margin', cosine: 0.25 },
  secondLook: false,
  logitScale: 100,
  proposalSource: { kind: 'selective-search' },
  proposals: 500,
  regions: 50,
  overlapThresh: 0.5,
};

const proposals = { status: { kind: 'idle' }, network: null, onChoose: () => {}, onCancel: () => {} } as const;

async function openForm(given: ZeroShotChoice = choice) {
  const onChange = vi.fn<(choice: ZeroShotChoice) => void>();
  const screen = await render(<ZeroShotForm choice={given} proposals={proposals} onChange={onChange} />);
  await screen.getByText('Looks for car, person').click();
  return { ...screen, onChange };
}

describe('ZeroShotForm', () => {
  it('looks for other classes on Enter, each once, and for the same ones never anew', async () => {
    const { getByRole, onChange } = await openForm();
    const classes = getByRole('textbox', { name: 'Classes' });
    await classes.fill(' car,person , car');
    await userEvent.keyboard('{Enter}');
    expect(onChange).not.toHaveBeenCalled();
    await classes.fill('car, traffic light');
    await userEvent.keyboard('{Enter}');
    expect(onChange).toHaveBeenCalledExactlyOnceWith({ ...choice, classes: ['car', 'traffic light'] });
  });

  it('tells the cosine to beat once the key is let go', async () => {
    const { getByRole, onChange } = await openForm();
    (getByRole('slider', { name: 'Cosine to beat: 0.25' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(getByRole('slider', { name: 'Cosine to beat: 0.26' })).toBeVisible();
    expect(onChange).toHaveBeenLastCalledWith({ ...choice, background: { kind: 'margin', cosine: 0.26 } });
  });

  it('begins with prompts of its own where prompts are to be beaten', async () => {
    const { getByRole, onChange } = await openForm();
    await getByRole('combobox', { name: 'Background' }).selectOptions('Prompts to beat');
    expect(onChange).toHaveBeenCalledOnce();
    const [{ background }] = onChange.mock.lastCall!;
    expect(background.kind === 'prompts' && background.prompts.length).toBeGreaterThan(0);
  });

  it('is not there for another detector', async () => {
    const { container } = await render(<ZeroShotForm choice={undefined} proposals={proposals} onChange={() => {}} />);
    expect(container).toBeEmptyDOMElement();
  });
});
