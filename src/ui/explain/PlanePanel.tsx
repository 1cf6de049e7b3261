import { useMemo } from 'react';
import { promptSwatch } from '../../runs/figures/plane-figure';
import { embeddingPlane, visiblePoints } from '../../analysis/embedding/embedding-plane';
import { planeKinds, type PlaneKind } from '../../analysis/embedding/plane-choice';
import type { EmbeddedScenes } from '../../runs/records/explain-record';
import { axisTarget, textAxisPlane } from '../../analysis/embedding/text-axis';
import { FigureDrawing } from '../charts/FigureDrawing';
import { ExportMenu } from '../common/ExportMenu';
import { Panel } from '../common/Panel';
import { ExplainBadge } from './ExplainBadge';
import { promptNames } from '../prompt-names';
import { PlaneAxes } from './PlaneAxes';
import { PlaneNote } from './PlaneNote';
import { PlanePlot } from './PlanePlot';
import { planeExports, useEmbeddedScenes, usePlaneChoice } from './use-explain';

const kindTexts: Readonly<Record<PlaneKind, string>> = {
  original: 'clear day',
  augmented: 'with offset',
  weather: 'real weather',
  text: 'text',
};
const kindSigns: Readonly<Record<PlaneKind, string>> = { original: '◆', augmented: '●', weather: '□', text: '×' };
const flat = { yaw: 0, pitch: 0 };

/** Original, augmented and real-weather images: along principal axes, or along a text direction. */
export function PlanePanel() {
  const scenes = useEmbeddedScenes();
  if (scenes) return <Plane scenes={scenes} />;
  return (
    <Panel title="Embedding plane" anchor="panel-plane">
      <Premise />
      <p className="muted small">Embed the images in the panel before this one; the plane shows the same images.</p>
    </Panel>
  );
}

function Premise() {
  return (
    <p>
      The premise asks that filled circles leave the diamonds towards the squares of their own colour and number; they
      need not arrive. Principal axes are fitted on the real images, so that they stand still while offsets change;
      source to target is the direction along which the text asks an image to move. Distances outside the axes are not
      seen, so read the share of variance first.
    </p>
  );
}

function Plane({ scenes }: { readonly scenes: EmbeddedScenes }) {
  const { axes, choice, onAxes, onChange: change } = usePlaneChoice();
  const target = axisTarget(scenes, choice);
  const principal = useMemo(() => embeddingPlane(scenes), [scenes]);
  const text = useMemo(() => textAxisPlane(scenes, target), [scenes, target]);
  const plane = axes === 'principal' ? principal : text;
  const angles = axes === 'principal' ? choice.angles : flat;
  const names = promptNames(scenes.targetPrompts);
  const { hiddenKinds, hiddenPrompts } = choice;
  return (
    <Panel
      title="Embedding plane"
      anchor="panel-plane"
      badge={<ExplainBadge kind="embeddings" />}
      tools={
        <ExportMenu
          name="Export the plane"
          items={plane ? planeExports(scenes, plane, angles, names, kindTexts) : []}
          unavailable={plane ? null : 'This prompt has no direction.'}
        />
      }
    >
      <Premise />
      <PlaneAxes
        axes={axes}
        onAxes={onAxes}
        names={names}
        target={target}
        onTarget={(at) => change({ targetPrompt: scenes.targetPrompts[at]! })}
      />
      <div className="columns plane-columns">
        {plane ? (
          <PlanePlot
            plane={plane}
            points={visiblePoints(plane, choice)}
            angles={angles}
            {...(axes === 'principal' ? { onTurn: (turned) => change({ angles: turned }) } : {})}
          />
        ) : (
          <p className="muted">
            “{scenes.targetPrompts[target]}” has the same embedding as the source prompt, so there is no direction from
            one to the other. Choose another prompt.
          </p>
        )}
        <div className="stack">
          <fieldset className="chips" aria-label="Kinds of points">
            {planeKinds.map((kind) => (
              <button
                key={kind}
                type="button"
                className="chip plain"
                aria-pressed={!hiddenKinds.has(kind)}
                onClick={() => change({ hiddenKinds: toggled(hiddenKinds, kind) })}
              >
                {kindSigns[kind]} {kindTexts[kind]}
              </button>
            ))}
          </fieldset>
          <fieldset className="chips" aria-label="Prompts of the plane">
            {names.map((name, at) => (
              <button
                // Prompts may repeat, and their order never changes.
                // oxlint-disable-next-line react/no-array-index-key
                key={at}
                type="button"
                className="chip plain"
                aria-pressed={!hiddenPrompts.has(at)}
                onClick={() => change({ hiddenPrompts: toggled(hiddenPrompts, at) })}
              >
                <FigureDrawing drawing={promptSwatch(at)} />
                <span className="muted">{at + 1}</span> {name}
              </button>
            ))}
          </fieldset>
          {plane ? (
            <PlaneNote
              axes={plane.axes}
              fittedOn={plane.fittedOn}
              along={axes === 'text' ? (text?.along ?? null) : null}
              streets={scenes.embeddings.original.length}
            />
          ) : null}
        </div>
      </div>
    </Panel>
  );
}

function toggled<Item>(set: ReadonlySet<Item>, item: Item): ReadonlySet<Item> {
  return set.has(item) ? new Set([...set].filter((other) => other !== item)) : new Set([...set, item]);
}
