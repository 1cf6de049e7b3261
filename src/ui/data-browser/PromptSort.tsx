import { useId } from 'react';
import type { PictureOrder } from '../../analysis/data-sets/picture-order';
import type { DataEmbedding } from '../../state/store/browse-slice';
import { ProgressBar } from '../common/ProgressBar';
import { formatCount, formatNumberOf, formatSeconds } from '../format';

interface PromptSortProps {
  readonly prompt: string;
  /** What is wrong with the prompt; null for nothing. */
  readonly problem: string | null;
  readonly sourcePrompt: string;
  readonly order: PictureOrder;
  /** Null before anything is embedded. */
  readonly embedding: DataEmbedding | null;
  /** Why nothing can be embedded now; null where it can. */
  readonly obstacle: string | null;
  /** Pictures of the data set. */
  readonly pictures: number;
  readonly onPrompt: (prompt: string) => void;
  readonly onOrder: (order: PictureOrder) => void;
  readonly onEmbed: () => void;
  readonly onCancel: () => void;
}

const orderTexts: Readonly<Record<PictureOrder, string>> = {
  listed: 'As listed',
  cosine: 'By cosine',
  difference: 'By difference to the source prompt',
};

/** Sorts the pictures by how well they fit a prompt, as CLIP sees it. */
export function PromptSort(props: PromptSortProps) {
  const { prompt, problem, sourcePrompt, order, embedding, onPrompt, onOrder } = props;
  const [promptId, orderId] = [useId(), useId()];
  return (
    <section className="stack prompt-sort" aria-label="Sort by a prompt">
      <div className="field">
        <label className="label-row" htmlFor={promptId}>
          Which of them fit a prompt?
        </label>
        <input
          id={promptId}
          className="input"
          type="text"
          value={prompt}
          placeholder="an image taken at night"
          onChange={({ target }) => onPrompt(target.value)}
        />
        {problem === null ? null : <span className="problem">{problem}</span>}
      </div>
      <EmbeddingState {...props} />
      {embedding === null ? null : (
        <div className="field">
          <label className="label-row" htmlFor={orderId}>
            Order
          </label>
          <select
            id={orderId}
            className="select"
            value={order}
            onChange={({ target }) => {
              const chosen = (Object.keys(orderTexts) as PictureOrder[]).find((name) => name === target.value);
              if (chosen) onOrder(chosen);
            }}
          >
            {Object.entries(orderTexts).map(([name, text]) => (
              <option key={name} value={name}>
                {text}
              </option>
            ))}
          </select>
          <span className="origin">
            With each picture: its cosine with the prompt, and how much more that is than with “{sourcePrompt}”.
          </span>
        </div>
      )}
    </section>
  );
}

/** How far the embedding is, or the button that begins it. */
function EmbeddingState({ embedding, obstacle, pictures, onEmbed, onCancel }: PromptSortProps) {
  const progress = embedding?.progress;
  const status = embedding?.status;
  switch (status) {
    case 'running': {
      const left = progress?.secondsLeft ?? null;
      return (
        <div className="stack">
          <output className="small">
            {formatCount(progress!.done)} of {formatNumberOf(progress!.total, 'picture')} embedded
            {left === null ? '' : `, ${formatSeconds(left)} left`}
          </output>
          <div className="button-row">
            <ProgressBar label="Pictures embedded" value={progress!.done / Math.max(1, progress!.total)} />
            <button type="button" className="button compact" onClick={onCancel}>
              Cancel
            </button>
          </div>
        </div>
      );
    }
    case 'done':
      return (
        <p className="muted small">
          All pictures are embedded
          {embedding!.unreadable.size === 0
            ? ''
            : `, but for ${formatCount(embedding!.unreadable.size)} that cannot be read`}
          .
        </p>
      );
    case 'stopped':
    case undefined:
      return (
        <div className="stack">
          <div>
            <button
              type="button"
              className="button compact"
              disabled={obstacle !== null}
              title={obstacle ?? 'Once for this model; the page can be used meanwhile'}
              onClick={onEmbed}
            >
              {progress
                ? `Go on, ${formatCount(progress.done)} of ${formatNumberOf(progress.total, 'picture')} are embedded`
                : `Embed ${formatNumberOf(pictures, 'picture')}`}
            </button>
          </div>
          {obstacle === null ? null : <span className="problem small">{obstacle}</span>}
        </div>
      );
    default:
      return status satisfies never;
  }
}
