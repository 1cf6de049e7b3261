import { useId, useMemo, useState } from 'react';
import { cosineText } from '../../runs/records/cosine-text';
import type { EmbeddedScenes } from '../../runs/records/explain-record';
import { orderMatrix, promptOrder, weatherMatrix, weatherOrder } from '../../analysis/embedding/embedding-order';
import { ExportMenu } from '../common/ExportMenu';
import { Panel } from '../common/Panel';
import { ExplainBadge } from './ExplainBadge';
import { domainTitle } from '../common/evaluation-labels';
import { distinctPromptNames } from '../prompt-names';
import { CosineTable } from './CosineTable';
import { ImagesForm } from './ImagesForm';
import { orderExports, useEmbeddedScenes } from './use-explain';

/** Whether augmented images are nearest to the prompt, and the weather, that they were made for. */
export function OrderPanel() {
  const scenes = useEmbeddedScenes();
  return (
    <Panel title="Images and prompts, before and after" anchor="panel-order" badge={<ExplainBadge kind="embeddings" />}>
      <p>
        Augmented embeddings do not land on those of real images: text and images keep apart in CLIP’s space. The honest
        criterion is relative order. An image with the fog offset should be more like “fog” than like “night”, and real
        foggy images should be more like it than like images with other offsets.
      </p>
      <ImagesForm />
      {scenes ? <Orders scenes={scenes} /> : null}
    </Panel>
  );
}

function Orders({ scenes }: { readonly scenes: EmbeddedScenes }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const id = useId();
  const count = scenes.embeddings.original.length;
  const image = chosen !== null && chosen < count ? chosen : null;
  const order = useMemo(() => promptOrder(scenes, image), [scenes, image]);
  const weather = useMemo(() => weatherOrder(scenes), [scenes]);
  const names = distinctPromptNames(scenes.targetPrompts);
  const first = order.rankAfter.filter((rank) => rank === 1).length;
  return (
    <>
      <div className="button-row">
        <h3>Image × prompt</h3>
        <label htmlFor={`${id}-image`} className="visually-hidden">
          Street of the matrix
        </label>
        <select
          id={`${id}-image`}
          className="select compact"
          value={image ?? ''}
          onChange={(event) => setChosen(event.target.value === '' ? null : Number(event.target.value))}
        >
          <option value="">Mean of {count} streets</option>
          {scenes.embeddings.original.map((_, at) => (
            // Streets have no other name than their number.
            // oxlint-disable-next-line react/no-array-index-key
            <option key={at} value={at}>
              Street {at + 1}
            </option>
          ))}
        </select>
        <ExportMenu name="Export images and prompts" items={orderExports(scenes, image, names)} />
        <span className="muted small">
          {first} of {names.length} offsets bring their own prompt to the first rank
          {image === null ? ' on every street' : ''}.
        </span>
      </div>
      <CosineTable
        label="Cosine of images with prompts"
        matrix={orderMatrix(order, names)}
        facts={[
          { name: 'rank before', cells: ['', ...order.rankBefore.map(rankText)] },
          { name: 'rank after', cells: ['', ...order.rankAfter.map(rankText)] },
        ]}
        ranked
      />
      {weather.conditions.length === 0 ? (
        <p className="muted small">
          No prompt names a single time and weather, so there are no real images to compare with.
        </p>
      ) : (
        <>
          <h3>Real images of a weather × augmented images of other streets</h3>
          <CosineTable
            label="Cosine of real images with augmented ones"
            matrix={weatherMatrix(weather, { prompts: names, conditions: weather.conditions.map(domainTitle) })}
            facts={[{ name: 'without offset', cells: weather.without.map((value) => cosineText(value)) }]}
            ranked
          />
          <p className="muted small">
            {weather.alignment.right} of {weather.alignment.judged} weathers are most like images with their own offset.
            Framed: its own. #: rank in the row. Means over streets; the second table leaves out pairs that show the
            same street. {scenes.offsetsTitle.charAt(0).toUpperCase()}
            {scenes.offsetsTitle.slice(1)}.
          </p>
        </>
      )}
    </>
  );
}

function rankText(rank: number): string {
  return Number.isInteger(rank) ? String(rank) : rank.toFixed(1);
}
