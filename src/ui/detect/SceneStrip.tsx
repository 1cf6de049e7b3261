import { ImagePlus } from 'lucide-react';
import { offeredDomains } from '../../analysis/detection/offered-domains';
import type { RgbImage } from '../../geometry/rgb-image';
import { sourceDomain } from '../../scenes';
import type { Action } from '../../state/store/action';
import type { OwnImage, PictureRef } from '../../state/store/scene-slice';
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

interface SceneStripProps {
  readonly shown: PictureRef;
  readonly ownImages: readonly OwnImage[];
  /** Scenes of each domain. */
  readonly sceneCount: number;
  readonly sceneImage: (index: number, condition: string) => RgbImage;
  readonly openImages: Action;
  readonly onDomain: (condition: string) => void;
  readonly onPicture: (picture: PictureRef) => void;
}

/** The domains, the scenes of the shown one's test split, and the user's own images. A domain shows the same scene, in its own weather. */
export function SceneStrip({
  shown,
  ownImages,
  sceneCount,
  sceneImage,
  openImages,
  onDomain,
  onPicture,
}: SceneStripProps) {
  const domain = shown.kind === 'own' ? null : shown.condition;
  const scenes = Array.from({ length: sceneCount }, (_, index) => index);
  const [firstOwn] = ownImages;
  return (
    <div>
      <div className="button-row" style={{ marginBottom: 5 }}>
        <fieldset className="segmented" aria-label="Domain">
          {offeredDomains(domain).map((name) => (
            <button key={name} type="button" aria-pressed={name === domain} onClick={() => onDomain(name)}>
              {titles[name] ?? name}
              {name === sourceDomain ? <span className="source-mark"> source</span> : null}
            </button>
          ))}
          {firstOwn ? (
            <button
              type="button"
              aria-pressed={domain === null}
              onClick={() => {
                if (domain !== null) onPicture({ kind: 'own', id: firstOwn.id });
              }}
            >
              Own ({ownImages.length})
            </button>
          ) : null}
        </fieldset>
      </div>
      <fieldset className="filmstrip" aria-label="Scenes">
        <ActionButton
          action={openImages}
          label="Open…"
          icon={<ImagePlus />}
          className="open-tile"
          title="Open images of your own; dropping or pasting them anywhere works too"
        />
        {domain === null
          ? ownImages.map((image) => (
              <OwnThumbnail
                key={image.id}
                image={image}
                selected={shown.kind === 'own' && shown.id === image.id}
                onSelect={() => onPicture({ kind: 'own', id: image.id })}
              />
            ))
          : scenes.map((index) => (
              <SceneThumbnail
                key={index}
                index={index}
                condition={domain}
                sceneImage={sceneImage}
                selected={shown.kind === 'scene' && shown.index === index}
                onSelect={() => onPicture({ kind: 'scene', index, condition: domain })}
              />
            ))}
      </fieldset>
      {domain === null ? null : (
        <p className="muted strip-rule">
          Streets of the test split in order, none left out. The page opens on the first, in the domain that the paper
          finds hardest.
        </p>
      )}
    </div>
  );
}
