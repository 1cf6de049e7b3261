import type { DataSetInfo, DataSetPartInfo, EvaluationSource } from '../../engine/engine';
import type { DataChoice } from '../store/data-slice';
import type { State } from '../store/store';

/** An open data set; undefined for one that is not open. */
export function dataSetOf({ dataSets }: State, id: string): DataSetInfo | undefined {
  return dataSets.find((info) => info.id === id);
}

/** The part behind a choice; undefined where it is not open. */
export function chosenPart(state: State, choice: DataChoice): DataSetPartInfo | undefined {
  return dataSetOf(state, choice.id)?.parts.find(({ name }) => name === choice.part);
}

/** Why images of a data set cannot be had; null where they can. */
export function dataObstacle(state: State, choice: DataChoice | null): string | null {
  if (choice === null || chosenPart(state, choice)) return null;
  return `The data set “${choice.title}” is not open. Choose its folder or zip file under Data.`;
}

/** An evaluation of a data set: of the paper's test sets in Diverse Weather, else of its last part, which is seldom what was trained on. */
export function evaluationOf(info: DataSetInfo, imagesPerDomain: number): EvaluationSource {
  const official = info.parts.filter(({ name, domain }) => name === domain);
  const tested =
    info.parts.find(({ split }) => split.startsWith('test')) ?? info.parts.find(({ split }) => split.startsWith('val'));
  const parts = info.layout === 'diverse-weather' && official.length > 0 ? official : [tested ?? info.parts.at(-1)!];
  return withParts(
    info,
    parts.map(({ name }) => name),
    imagesPerDomain,
  );
}

/** The evaluation of some parts of a data set, with at most so many images each. */
export function withParts(info: DataSetInfo, names: readonly string[], imagesPerDomain: number): EvaluationSource {
  const parts = info.parts.filter(({ name }) => names.includes(name));
  return {
    kind: 'data-set',
    dataSet: info.id,
    title: info.title,
    layout: info.layout,
    domains: parts.map(({ name }) => name),
    imagesPerDomain,
    images: parts.map(({ images }) => Math.min(images, imagesPerDomain)),
  };
}
