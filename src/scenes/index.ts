export {
  allConditions,
  benchmarkDomains,
  conditionByName,
  conditionName,
  sourceDomain,
  type BenchmarkDomainName,
} from './conditions';
export { conditionOfPrompt } from './condition-of-prompt';
export { sceneHash } from './hash';
export { measureRate } from './measure-rate';
export { renderScene, type RenderOptions } from './render';
export { severityRange } from './severity';
export { sceneSeed, sceneSplits, scenesPerSplit, type SceneSplit } from './splits';
export {
  sceneClasses,
  timesOfDay,
  weathers,
  type Condition,
  type Scene,
  type SceneClass,
  type SceneObject,
  type TimeOfDay,
  type Weather,
} from './types';
