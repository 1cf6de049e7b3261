import { ImagePlus } from 'lucide-react';
import { useState } from 'react';
import { benchmarkDomains } from '../../scenes';
import { actions } from '../../state/actions';
import { galleryScenes } from '../../state/scene-images';
import { store, useStore } from '../../state/store';
import { ActionButton } from '../common/ActionButton';
import { OwnThumbnail } from './OwnThumbnail';
import { SceneThumbnail } from './SceneThumbnail';

const own = 'own';
const titles: Readonly<Record<string, string>> = {
  'daytime-clear': 'Daytime clear',
  'night-clear': 'Night clear',
  'dusk-rainy': 'Dusk rainy',
  'night-rainy': 'Night rainy',
  'daytime-foggy': 'Daytime foggy',
};

/** Scenes of one domain's test split, or the user's own images. */
export function SceneStrip() {
  const ref = useStore((state) => state.pictureRef);
  const ownImages = useStore((state) => state.ownImages);
  const { choosePicture } = store.getState();
  const shownDomain = ref.kind === 'own' ? own : ref.condition;
  const [wanted, setWanted] = useState(shownDomain);
  const [seen, setSeen] = useState(shownDomain);
  // The strip follows a picture that was chosen elsewhere: by a drop, a key or the matrix.
  if (seen !== shownDomain) {
    setSeen(shownDomain);
    setWanted(shownDomain);
  }
  const named = benchmarkDomains.some(({ name }) => name === wanted) || wanted === own;
  const domains = [...benchmarkDomains.map(({ name }) => name as string), ...(named ? [] : [wanted])];
  const scenes = Array.from({ length: galleryScenes }, (_, index) => index);
  return (
    <div>
      <div className="button-row" style={{ marginBottom: 5 }}>
        <fieldset className="segmented" aria-label="Domain">
          {domains.map((name) => (
            <button key={name} type="button" aria-pressed={name === wanted} onClick={() => setWanted(name)}>
              {titles[name] ?? name}
              {name === 'daytime-clear' ? <span className="source-mark"> source</span> : null}
            </button>
          ))}
          {ownImages.length > 0 ? (
            <button type="button" aria-pressed={wanted === own} onClick={() => setWanted(own)}>
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
        {wanted === own
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
                condition={wanted}
                selected={ref.kind === 'scene' && ref.index === index && ref.condition === wanted}
                onSelect={() => choosePicture({ kind: 'scene', index, condition: wanted })}
              />
            ))}
      </fieldset>
    </div>
  );
}
