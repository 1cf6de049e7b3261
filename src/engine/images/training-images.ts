import { CodedError } from '../../errors/coded-error';
import type { AnnotatedImages } from '../../data/annotated-image';
import { withoutUnreadable } from '../../data/data-set-images';
import { imageVersions } from '../../data/image-versions';
import { createSceneDataset } from '../../data/scene-dataset';
import { trainingDomains } from '../../method/training-domains';
import { matchClassNames } from '../../scenes/class-synonyms';
import { sourceDomain } from '../../scenes/conditions';
import { sceneClasses } from '../../scenes/types';
import type { DataSetRegistry, OpenPart } from './data-set-registry';
import type { TrainingRequest } from '../engine';

/** What a detector is trained and tested on, before the detector's classes are known. */
export interface TrainingImages {
  /** What a new detector finds. */
  readonly freshClasses: readonly string[];
  /** In words, for the detector's file. */
  readonly description: string;
  /** Images to train on, unreadable ones among them. @throws EngineError `bad-config` where none shows anything that the detector knows */
  train(classes: readonly string[]): AnnotatedImages;
  /** Told of each image that gives its place to the next one. */
  readonly onUnreadable: (error: unknown) => void;
  /** The domain that is tested meanwhile; null where there is none. */
  validation(
    classes: readonly string[],
    count: number,
  ): { readonly domain: string; readonly images: AnnotatedImages } | null;
  /** The domain that is watched meanwhile; null where none is. */
  watched(count: number): AnnotatedImages | null;
}

/**
 * Opens what a request trains on.
 * @param onUnreadable told of each image that gives its place to the next one
 * @throws EngineError `data-set-missing`
 */
export function trainingImages(
  { dataSet, scenes, domains = trainingDomains.source, watched }: TrainingRequest,
  dataSets: DataSetRegistry,
  onUnreadable: (error: unknown) => void,
): TrainingImages {
  if (dataSet === undefined) return { ...builtinImages(scenes, domains, watched), onUnreadable };
  const open = dataSets.part(dataSet.id, dataSet.title, dataSet.part);
  const test = validationPart(open);
  return {
    onUnreadable,
    freshClasses: freshClasses(open),
    description: `data set ${dataSet.title}, ${dataSet.part}, ${open.part.images.length} images`,
    train(classes) {
      const images = dataSets.images(open, classes, { purpose: 'train' });
      if (images.length > 0) return images;
      throw new CodedError(
        'bad-config',
        `No image of “${dataSet.part}” shows anything that the detector knows: ${classes.join(', ')}.`,
        `The data set has ${open.set.classes.join(', ')}. Choose another part, or start from CLIP.`,
      );
    },
    watched: () => null,
    validation: (classes, count) =>
      test && {
        domain: test.part.name,
        images: withoutUnreadable(dataSets.images(test, classes, { purpose: 'evaluate', count }), onUnreadable),
      },
  };
}

function builtinImages(
  scenes: number,
  domains: readonly string[],
  watched: string | undefined,
): Omit<TrainingImages, 'onUnreadable'> {
  return {
    freshClasses: sceneClasses,
    description: domains.map((domain) => `built-in scenes ${domain}/train 0 to ${scenes - 1}`).join(', '),
    train: () => imageVersions(domains.map((domain) => createSceneDataset({ domain, split: 'train', count: scenes }))),
    validation: (_, count) => ({
      domain: sourceDomain,
      images: createSceneDataset({ domain: sourceDomain, split: 'val', count }),
    }),
    watched: (count) => (watched === undefined ? null : createSceneDataset({ domain: watched, split: 'val', count })),
  };
}

/** The seven where all of the data set's are among them, as the reference takes them for Diverse Weather in any case; else the data set's own. */
function freshClasses({ set }: OpenPart): readonly string[] {
  const own = set.layout === 'diverse-weather' || matchClassNames(set.classes, sceneClasses).unknown.length === 0;
  return own ? sceneClasses : set.classes;
}

/** Another split of the domain that is trained on: `val`, else `test`. */
function validationPart({ set, part }: OpenPart): OpenPart | null {
  const others = set.parts.filter((other) => other.domain === part.domain && other.split !== part.split);
  const found =
    others.find(({ split }) => split.startsWith('val')) ?? others.find(({ split }) => split.startsWith('test')) ?? null;
  return found && { set, part: found };
}
