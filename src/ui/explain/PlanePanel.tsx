import { useMemo, useState } from 'react';
import { embeddingPlane, planeKinds, type PlaneKind } from '../../state/embedding-plane';
import { ofModel, type EmbeddedScenes } from '../../state/explain-slice';
import { useStore } from '../../state/store';
import { Panel } from '../common/Panel';
import { formatPercent } from '../format';
import { promptNames } from '../prompt-names';
import { PlanePlot } from './PlanePlot';
import { promptColour } from './prompt-colour';

const kindTexts: Readonly<Record<PlaneKind, string>> = {
  original: '◆ clear day',
  augmented: '● with offset',
  weather: '□ real weather',
  text: '× text',
};

/** Joint principal axes of original, augmented and real-weather images. */
export function PlanePanel() {
  const scenes = useStore((state) => ofModel(state.model.info, state.embeddedScenes));
  return (
    <Panel title="Embedding plane">
      <p>
        Three principal components, fitted on all images together. The premise asks that filled circles leave the
        diamonds towards the squares of their own colour; they need not arrive. Distances outside these three axes are
        not seen, so read the share of variance first.
      </p>
      {scenes ? (
        <Plane scenes={scenes} />
      ) : (
        <p className="muted small">Embed the images in the panel before this one; the plane shows the same images.</p>
      )}
    </Panel>
  );
}

function Plane({ scenes }: { readonly scenes: EmbeddedScenes }) {
  const plane = useMemo(() => embeddingPlane(scenes), [scenes]);
  const [hiddenKinds, setHiddenKinds] = useState<ReadonlySet<PlaneKind>>(new Set(['text']));
  const [hiddenPrompts, setHiddenPrompts] = useState<ReadonlySet<number>>(new Set());
  const names = promptNames(scenes.targetPrompts);
  const shown = plane.points.filter(
    ({ kind, target }) => !hiddenKinds.has(kind) && (target === null || !hiddenPrompts.has(target)),
  );
  const explained = plane.shares.reduce((sum, share) => sum + share, 0);
  return (
    <div className="columns plane-columns">
      <PlanePlot plane={plane} points={shown} prompts={names.length} />
      <div className="stack">
        <fieldset className="chips" aria-label="Kinds of points">
          {planeKinds.map((kind) => (
            <button
              key={kind}
              type="button"
              className="chip plain"
              aria-pressed={!hiddenKinds.has(kind)}
              onClick={() => setHiddenKinds(toggled(hiddenKinds, kind))}
            >
              {kindTexts[kind]}
            </button>
          ))}
        </fieldset>
        <fieldset className="chips" aria-label="Prompts of the plane">
          {names.map((name, target) => (
            <button
              // Prompts may repeat, and their order never changes.
              // oxlint-disable-next-line react/no-array-index-key
              key={target}
              type="button"
              className="chip plain"
              aria-pressed={!hiddenPrompts.has(target)}
              onClick={() => setHiddenPrompts(toggled(hiddenPrompts, target))}
            >
              <i className="swatch" style={{ background: promptColour(target, names.length) }} />
              {name}
            </button>
          ))}
        </fieldset>
        <p className="muted small">
          {formatPercent(explained)} of the variance of {scenes.embeddings.original.length} streets:{' '}
          {plane.shares.map((share, axis) => `PC${axis + 1} ${formatPercent(share)}`).join(', ')}. Drag or use the arrow
          keys to turn. Text is projected, not fitted, and far from all images.
        </p>
      </div>
    </div>
  );
}

function toggled<Item>(set: ReadonlySet<Item>, item: Item): ReadonlySet<Item> {
  return set.has(item) ? new Set([...set].filter((other) => other !== item)) : new Set([...set, item]);
}
