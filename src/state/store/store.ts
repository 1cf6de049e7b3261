import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { createTrainingSlice, type TrainingSlice } from './training-slice';
import { createRecordedTablesSlice, type RecordedTablesSlice } from './recorded-tables-slice';
import { createBrowseSlice, type BrowseSlice } from './browse-slice';
import { createComparisonSlice, type ComparisonSlice } from './panes/comparison-slice';
import { createDataSlice, type DataSlice } from './data-slice';
import { createDetectionSlice, type DetectionSlice } from './panes/detection-slice';
import { createFieldDraftsSlice, type FieldDraftsSlice } from './field-drafts-slice';
import { createEvaluationSlice, type EvaluationSlice } from './evaluation-slice';
import { createExampleSlice, type ExampleSlice } from './example-slice';
import { createExplainSlice, type ExplainSlice } from './explain-slice';
import { createModelSlice, type ModelSlice } from './model-slice';
import { createNoticesSlice, type NoticesSlice } from './notices-slice';
import { createOptimisationSlice, type OptimisationSlice } from './optimisation-slice';
import { createParametersSlice, type ParametersSlice } from './parameters-slice';
import { createOutcomesSlice, type OutcomesSlice } from './panes/outcomes-slice';
import { createPhotometricsSlice, type PhotometricsSlice } from './photometrics-slice';
import { createPicturesSlice, type PicturesSlice } from './panes/pictures-slice';
import { createPreferencesSlice, type PreferencesSlice } from './preferences-slice';
import { createPresentationSlice, type PresentationSlice } from './presentation-slice';
import { createProposalsSlice, type ProposalsSlice } from './panes/proposals-slice';
import { createPromptsSlice, type PromptsSlice } from './prompts-slice';
import { createRunsSlice, type RunsSlice } from './runs-slice';
import { createSceneSlice, type SceneSlice } from './panes/scene-slice';
import { createStepPicturesSlice, type StepPicturesSlice } from './step-pictures-slice';
import { createSweepSlice, type SweepSlice } from './sweep-slice';
import { createTourSlice, type TourSlice } from './tour-slice';
import { createStorageSlice, type StorageSlice } from './storage-slice';

export type State = PromptsSlice &
  ParametersSlice &
  FieldDraftsSlice &
  ModelSlice &
  OptimisationSlice &
  TrainingSlice &
  SceneSlice &
  DetectionSlice &
  ComparisonSlice &
  OutcomesSlice &
  EvaluationSlice &
  ExampleSlice &
  DataSlice &
  BrowseSlice &
  PhotometricsSlice &
  ExplainSlice &
  RecordedTablesSlice &
  RunsSlice &
  StepPicturesSlice &
  StorageSlice &
  SweepSlice &
  TourSlice &
  NoticesSlice &
  PicturesSlice &
  PresentationSlice &
  ProposalsSlice &
  PreferencesSlice;

/** The one store of the page. Curves and feature maps live outside it. */
export const store = createStore<State>()((set, get) => ({
  ...createPromptsSlice(set, get),
  ...createParametersSlice(set, get),
  ...createFieldDraftsSlice(set, get),
  ...createModelSlice(set, get),
  ...createOptimisationSlice(set, get),
  ...createTrainingSlice(set, get),
  ...createSceneSlice(set, get),
  ...createDetectionSlice(set, get),
  ...createComparisonSlice(set, get),
  ...createOutcomesSlice(set, get),
  ...createEvaluationSlice(set, get),
  ...createExampleSlice(set, get),
  ...createDataSlice(set, get),
  ...createBrowseSlice(set, get),
  ...createPhotometricsSlice(set, get),
  ...createExplainSlice(set, get),
  ...createRecordedTablesSlice(set, get),
  ...createRunsSlice(set, get),
  ...createStepPicturesSlice(set, get),
  ...createStorageSlice(set, get),
  ...createSweepSlice(set, get),
  ...createTourSlice(set, get),
  ...createNoticesSlice(set, get),
  ...createPicturesSlice(set, get),
  ...createPresentationSlice(set, get),
  ...createProposalsSlice(set, get),
  ...createPreferencesSlice(set, get),
}));

/** What a view shows of the store; it draws anew when the selected value changes. */
export function useStore<Selected>(select: (state: State) => Selected): Selected {
  return useZustand(store, select);
}
