import { ImagePlus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SceneOrder } from '../../analysis/detection/comparison/scene-order';
import type { SceneChange } from '../../analysis/detection/comparison/scene-outcome';
import { offeredDomains } from '../../analysis/detection/offered-domains';
import type { RgbImage } from '../../geometry/rgb-image';
import { sourceDomain } from '../../scenes';
import type { Action } from '../../state/actions/action';
import type { OwnImage, PictureRef } from '../../state/store/panes/scene-slice';
import { ActionButton } from '../common/ActionButton';
import { rovingFocus } from '../common/roving-focus';
import { formatCount } from '../format';
import { OwnThumbnail } from './OwnThumbnail';
import { SceneThumbnail } from './SceneThumbnail';

const titles: Readonly<Record<string, string>> = {
  'daytime-clear': 'Daytime clear',
  'night-clear': 'Night clear',
  'dusk-rainy': 'Dusk rainy',
  'night-rainy': 'Night rainy',
  'daytime-foggy': 'Daytime foggy',
};

const bindThumbnails = rovingFocus({ items: '.thumb', presses: true });

interface SceneStripProps {
  readonly shown: PictureRef;
  readonly ownImages: readonly OwnImage[];
  /** Scenes of the shown domain, in the order of the gallery. */
  readonly scenes: readonly StripScene[];
  readonly order?: SceneOrder;
  readonly sceneImage: (index: number, condition: string) => RgbImage;
  readonly openImages: Action;
  readonly onDomain: (condition: string) => void;
  readonly onPicture: (picture: PictureRef) => void;
  /** The open data sets. */
  readonly dataTabs?: readonly DataTab[];
  /** The pictures of the data set that is shown. */
  readonly dataStrip?: ReactNode;
  /** The order of the scenes, and the way to the next one that differs. */
  readonly search?: ReactNode;
}

export interface StripScene {
  readonly index: number;
  /** What becomes of it from A to B; null where that is not known. */
  readonly change: SceneChange | null;
}

/** A data set whose pictures can be shown. */
export interface DataTab {
  readonly id: string;
  readonly title: string;
  readonly images: number;
  readonly shown: boolean;
  /** Whether its pictures are being looked at. */
  readonly coming: boolean;
  readonly onShow: () => void;
}

/** The domains, the scenes of the shown one's test split, the user's own images, and their data sets. A domain shows the same scene, in its own weather. */
export function SceneStrip({
  shown,
  ownImages,
  scenes,
  order = 'listed',
  sceneImage,
  openImages,
  onDomain,
  onPicture,
  dataTabs = [],
  dataStrip,
  search,
}: SceneStripProps) {
  const domain = shown.kind === 'scene' ? shown.condition : null;
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
              aria-pressed={shown.kind === 'own'}
              onClick={() => {
                if (shown.kind !== 'own') onPicture({ kind: 'own', id: firstOwn.id });
              }}
            >
              Own ({ownImages.length})
            </button>
          ) : null}
          {dataTabs.map(({ id, title, images, shown: isShown, coming, onShow }) => (
            <button key={id} type="button" className="data-tab" aria-pressed={isShown} title={title} onClick={onShow}>
              <span>{title}</span> {coming ? 'looking…' : `(${formatCount(images)})`}
            </button>
          ))}
        </fieldset>
      </div>
      <fieldset ref={bindThumbnails} className="filmstrip" aria-label="Scenes">
        <ActionButton
          action={openImages}
          label="Open…"
          icon={<ImagePlus />}
          className="open-tile"
          title="Open images of your own; dropping or pasting them anywhere works too"
        />
        {shown.kind === 'data' ? dataStrip : null}
        {shown.kind === 'own'
          ? ownImages.map((image) => (
              <OwnThumbnail
                key={image.id}
                image={image}
                selected={shown.id === image.id}
                onSelect={() => onPicture({ kind: 'own', id: image.id })}
              />
            ))
          : null}
        {shown.kind === 'scene'
          ? scenes.map(({ index, change }) => (
              <SceneThumbnail
                key={index}
                index={index}
                condition={shown.condition}
                sceneImage={sceneImage}
                selected={shown.index === index}
                change={change}
                onSelect={() => onPicture({ ...shown, index })}
              />
            ))
          : null}
      </fieldset>
      {domain === null ? null : (
        <div className="strip-foot">
          <p className="muted strip-rule" title="Shown first: street 1, in the paper’s hardest domain">
            {order === 'listed' ? 'Test streets in order, none left out.' : 'Most different first, none left out.'}
          </p>
          {search}
        </div>
      )}
    </div>
  );
}
