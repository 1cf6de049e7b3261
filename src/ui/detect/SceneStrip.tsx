import { ImagePlus } from 'lucide-react';
import { benchmarkDomains, sourceDomain } from '../../scenes';
import { actions } from '../../state/store/actions';
import { galleryScenes } from '../../state/files/scene-images';
import { showDomain } from '../../state/files/show-picture';
import { store, useStore } from '../../state/store/store';
import { ActionButton } from '../common/ActionButton';
import { OwnThumbnail } from './OwnThumbnail';
import { SceneThumbnail } from './SceneThumbnail';

const titles: Readonly<Record<string, string>> = {
  'daytime-clear': 'Daytime clear',
  'night-clear': 'Night clear',
  'dusk-rainy': 'Dusk rainy',
  'night-rainy': 'Night rainy',
  'daytime-foggy': 'Daytime foggy',
};

/** The domains, the scenes of the shown one's test split, and the user's own images. A domain shows the same scene, in its own weather. */
export function SceneStrip() {
  const ref = useStore((state) => state.pictureRef);
  const ownImages = useStore((state) => state.ownImages);
  const { choosePicture } = store.getState();
  const shown = ref.kind === 'own' ? null : ref.condition;
  const named = shown === null || benchmarkDomains.some(({ name }) => name === shown);
  const domains = [...benchmarkDomains.map(({ name }) => name as string), ...(named ? [] : [shown])];
  const scenes = Array.from({ length: galleryScenes }, (_, index) => index);
  const [firstOwn] = ownImages;
  return (
    <div>
      <div className="button-row" style={{ marginBottom: 5 }}>
        <fieldset className="segmented" aria-label="Domain">
          {domains.map((name) => (
            <button key={name} type="button" aria-pressed={name === shown} onClick={() => showDomain(name)}>
              {titles[name] ?? name}
              {name === sourceDomain ? <span className="source-mark"> source</span> : null}
            </button>
          ))}
          {firstOwn ? (
            <button
              type="button"
              aria-pressed={shown === null}
              onClick={() => {
                if (shown !== null) choosePicture({ kind: 'own', id: firstOwn.id });
              }}
            >
              Own ({ownImages.length})
            </button>
          ) : null}
        </fieldset>
      </div>
      <fieldset className="filmstrip" aria-label="Scenes">
        <ActionButton
          action={actions.openImages}
          label="Open…"
          icon={<ImagePlus />}
          className="open-tile"
          title="Open images of your own; dropping or pasting them anywhere works too"
        />
        {shown === null
          ? ownImages.map((image) => (
              <OwnThumbnail
                key={image.id}
                image={image}
                selected={ref.kind === 'own' && ref.id === image.id}
                onSelect={() => choosePicture({ kind: 'own', id: image.id })}
              />
            ))
          : scenes.map((index) => (
              <SceneThumbnail
                key={index}
                index={index}
                condition={shown}
                selected={ref.kind === 'scene' && ref.index === index}
                onSelect={() => choosePicture({ kind: 'scene', index, condition: shown })}
              />
            ))}
      </fieldset>
    </div>
  );
}
