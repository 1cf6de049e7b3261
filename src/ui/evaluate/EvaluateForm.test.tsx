import { beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { exampleDataSet, exampleDetector, exampleModel } from '../../engine/testing-examples';
import { withParts } from '../../state/settings/data-choices';
import { evaluationLinkDefaults } from '../../state/settings/permalink-runs';
import { store } from '../../state/store/store';
import { EvaluateForm } from './EvaluateForm';

const drawn = exampleDetector('drawn', { provenance: { trainedOn: 'built-in scenes daytime-clear/train 0 to 9' } });
const photos = exampleDetector('photos', { provenance: { trainedOn: 'data set streets, train, 9 images' } });
const info = exampleDataSet('streets');
const source = withParts(info, [info.parts[0]!.name], 10);
const choiceOf = (detector: string) => ({ detector, testTimeOffset: null });
const notice = () => page.getByRole('note', { name: 'What the detectors know' });

beforeEach(() => store.setState(store.getInitialState(), true));

it('says of a data set which detectors know drawn streets only, with a real CLIP one click away', async () => {
  const model = exampleModel({ detectors: [drawn, photos] });
  store.setState({ model: { status: { kind: 'ready' }, info: model }, detectors: [drawn, photos], dataSets: [info] });
  store.getState().setEvaluationChoice({ a: choiceOf('drawn'), b: null, source });
  await render(<EvaluateForm />);
  await expect.element(notice()).toHaveTextContent(/^Detector A knows drawn streets only\./u);
  await expect.element(notice().getByRole('button', { name: 'OpenAI RN50 408 MB' })).toBeVisible();
  store.getState().setEvaluationChoice({ b: choiceOf('drawn') });
  await expect.element(notice()).toHaveTextContent(/^These detectors know/u);
  store.getState().setEvaluationChoice({ a: choiceOf('photos') });
  await expect.element(notice()).toHaveTextContent(/^Detector B knows/u);
  store.getState().setEvaluationChoice({ b: null });
  await expect.element(notice()).not.toBeInTheDocument();
  store.getState().setEvaluationChoice({ a: choiceOf('drawn'), source: evaluationLinkDefaults.source });
  await expect.element(notice()).not.toBeInTheDocument();
});
