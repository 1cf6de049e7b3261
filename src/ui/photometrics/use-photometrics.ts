import { useEffect, useState } from 'react';
import { type PromptPictures, promptPictures } from '../../analysis/photometrics/prompt-pictures';
import type { RgbImage } from '../../geometry/rgb-image';
import { conditionName, conditionOfPrompt, sourceDomain } from '../../scenes';
import { promptExports } from '../../state/exports/photometric-exports';
import { builtinScene } from '../../state/files/scene-images';
import { promptProblem } from '../../state/settings/prompt-problems';
import { picturedPrompt, type ShownPrompt } from '../../state/store/panes/pictures-slice';
import type { TargetPrompt } from '../../state/store/prompts-slice';
import { type State, store, useStore } from '../../state/store/store';
import { whenIdle } from '../detect/idle-queue';
import { displayImage } from './display-image';

/** An image with the name that stands below it. */
export interface NamedImage {
  readonly name: string;
  /** Null until it is there. */
  readonly image: RgbImage | null;
}

/** What a prompt chose; null where it chose nothing. While its words are typed, what they chose before stays, until they are embedded. */
export function usePromptPictures(text: string): { readonly chosen: PromptPictures | null; readonly coming: boolean } {
  const known = useStore((state) => selectPictures(state, text));
  const [newest, setNewest] = useState<PromptPictures | null>(null);
  const coming = known === 'coming';
  const chosen = coming ? newest : known;
  if (chosen !== newest) setNewest(chosen);
  return { chosen, coming };
}

/** `coming` until the words are embedded; null where nothing can be chosen. */
function selectPictures(state: State, text: string): PromptPictures | 'coming' | null {
  const { dictionary } = state.photometrics;
  const source = state.embeddings.get(state.sourcePrompt);
  const target = state.embeddings.get(text);
  if (dictionary === null || promptProblem(text) !== null) return null;
  if (target?.kind === 'failed' || source?.kind === 'failed') return null;
  return source && target ? promptPictures(dictionary, source.embedding, target.embedding) : 'coming';
}

/** The prompt whose pictures are large; null where there is none. */
export function usePicturedPrompt(): ShownPrompt | null {
  const targets = useStore((state) => state.targets);
  const pictured = useStore((state) => state.pictured);
  // Words for a new prompt are followed only while they are pictured.
  const newPrompt = useStore((state) => (state.pictured?.kind === 'new' ? state.newPrompt : ''));
  return picturedPrompt({ targets, pictured, newPrompt });
}

/** The strength of all pictures. */
export function usePictureStrength() {
  return {
    strength: useStore((state) => state.pictureStrength),
    onStrength: store.getState().setPictureStrength,
  };
}

/** What can be taken away of what the prompts choose; why nothing can be, or null. */
export function usePolicyExports() {
  const { name, image } = useOriginal();
  const { strength } = usePictureStrength();
  const hasDictionary = useStore((state) => state.photometrics.dictionary !== null);
  const hasTargets = useStore((state) => state.targets.length > 0);
  const missing = hasTargets ? 'The picture is not there yet.' : 'There is no target prompt.';
  return {
    items: image ? promptExports({ image, imageName: name, strength }) : [],
    unavailable: !hasDictionary
      ? 'There are no measured transforms for this model yet.'
      : image && hasTargets
        ? null
        : missing,
  };
}

/** The picture that the words change: the user's own image or one of their data set, or the shown street on a clear day, which is what a training sees. */
export function useOriginal(): NamedImage {
  const ref = useStore((state) => state.pictureRef);
  const own = useStore((state) => (ref.kind === 'own' ? state.ownImages.find(({ id }) => id === ref.id) : undefined));
  const data = useStore(({ picture }) => (ref.kind === 'data' ? picture : null));
  const scene = useScene(ref.kind === 'scene' ? ref.index : null, sourceDomain);
  if (own) return { name: own.name, image: displayImage(own.image) };
  // Until it is read, the picture before it is shown everywhere.
  if (data) return { name: data.title, image: displayImage(data.image) };
  return { name: 'clear day', image: scene };
}

/** The shown street in the weather that a prompt names; null where it names none, or an image of the user's own is shown. */
export function useRealWeather(prompt: string): NamedImage | null {
  const index = useStore(({ pictureRef }) => (pictureRef.kind === 'scene' ? pictureRef.index : null));
  const condition = conditionOfPrompt(prompt);
  const image = useScene(index, condition && conditionName(condition));
  return index === null || condition === null ? null : { name: `${condition.weather} ${condition.time}`, image };
}

/** Renders a street when the page has nothing better to do. @returns null until then, and where one of both is null */
function useScene(index: number | null, condition: string | null): RgbImage | null {
  const [rendered, setRendered] = useState<{ readonly key: string; readonly image: RgbImage } | null>(null);
  const key = `${condition}/${index}`;
  useEffect(() => {
    if (index === null || condition === null) return;
    return whenIdle(() => setRendered({ key, image: builtinScene('test', index, condition).image }));
  }, [index, condition, key]);
  return rendered?.key === key ? rendered.image : null;
}

/** What the small pictures of a target prompt are made from. */
export function usePromptThumbnails({ id, text, identity }: TargetPrompt, number: number) {
  return {
    number,
    image: useOriginal().image,
    chosen: usePromptPictures(text).chosen,
    strength: usePictureStrength().strength,
    identity,
    selected: useStore((state) => picturedPrompt(state)?.target?.id === id),
    onSelect: () => store.getState().setPictured({ kind: 'target', id }),
  };
}

/** Sets whether image-level methods leave pictures as they are for a target prompt. */
export function setIdentity(id: number, identity: boolean): void {
  store.getState().setIdentity(id, identity);
}
