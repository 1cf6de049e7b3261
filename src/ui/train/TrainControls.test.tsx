import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { exampleDetector } from '../../engine/testing-examples';
import { store } from '../../state/store/store';
import { noTraining } from '../../state/store/training-slice';
import { TrainControls } from './TrainControls';

it('leads from a training to its detector, in Detect and in Evaluate', async () => {
  store.setState({
    detectors: [exampleDetector('Mine', { name: 'mine' })],
    training: { ...noTraining, status: 'finished', id: 'a', detector: 'mine', done: 3, total: 3 },
  });
  const { getByRole } = await render(<TrainControls />);
  await getByRole('button', { name: 'See it in Detect' }).click();
  expect(store.getState()).toMatchObject({ view: 'detect', panes: { right: { detector: 'mine' } } });
  await getByRole('button', { name: 'Evaluate it' }).click();
  expect(store.getState()).toMatchObject({ view: 'evaluate', evaluationChoice: { b: { detector: 'mine' } } });
  store.setState({ detectors: [] });
  await expect.element(getByRole('button', { name: 'Evaluate it' })).not.toBeInTheDocument();
});
