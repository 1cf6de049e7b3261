import { useState } from 'react';
import { Plus, WholeWord } from 'lucide-react';
import { cosineText } from '../../runs/records/cosine-text';
import { Panel } from '../common/Panel';
import { ExplainBadge } from './ExplainBadge';
import { addWord, addWordPrompts, anchorWord, explainActions, paperWords, useCandidateWords } from './use-explain';
import { WorkButton } from './WorkButton';

const times = ['day', 'evening', 'night'] as const;

/** From candidate words to target prompts. */
export function WorkshopPanel() {
  const { words, compared, vocabularyKnown } = useCandidateWords();
  const [threshold, setThreshold] = useState(0.5);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [time, setTime] = useState<(typeof times)[number]>('night');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const passed = words.filter(({ similarity }) => similarity >= threshold);
  return (
    <Panel title="Prompt workshop" anchor="panel-workshop" badge={<ExplainBadge kind="words" />}>
      <p>
        The paper’s supplement finds its prompts with a funnel: words below “weather” in WordNet, of them those whose
        text embedding has a cosine of at least .5 with “{anchorWord}”, of them common ones; what is alike is merged by
        hand, down to {paperWords.join(', ')}. Cosines depend on the encoder: set the threshold where weather words and
        others part. A word that the model never saw may come close to anything.
      </p>
      <div className="button-row">
        <WorkButton
          kind="words"
          label={`Compare with “${anchorWord}”`}
          icon={<WholeWord />}
          action={explainActions.compareWords}
          primary={!compared}
        />
        <label className="slider">
          Threshold
          <input
            type="range"
            min={-0.2}
            max={1}
            step={0.01}
            value={threshold}
            onChange={(event) => setThreshold(Number(event.target.value))}
          />
          <output>{cosineText(threshold)}</output>
        </label>
        <form
          className="button-row"
          onSubmit={(event) => {
            event.preventDefault();
            const refusal = addWord(text);
            setProblem(refusal);
            if (refusal === null) setText('');
          }}
        >
          <input
            className="input word-input"
            aria-label="New candidate word"
            placeholder="another word"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="button">
            <Plus />
            Add word
          </button>
        </form>
      </div>
      <ul className="chips" aria-label="Candidate words">
        {words.map(({ word, similarity, unknown }) => (
          <li key={word}>
            <button
              type="button"
              className={`chip plain word ${similarity < threshold ? 'dropped' : ''}`}
              aria-pressed={chosen.has(word)}
              title={
                unknown
                  ? 'The captions of this model’s training never held this word; its embedding says little.'
                  : undefined
              }
              onClick={() =>
                setChosen(
                  chosen.has(word)
                    ? new Set([...chosen].filter((other) => other !== word))
                    : new Set([...chosen, word]),
                )
              }
            >
              {word}
              {unknown ? <span className="unseen"> unknown</span> : null}
              {Number.isNaN(similarity) ? null : <span className="number"> {cosineText(similarity)}</span>}
            </button>
          </li>
        ))}
      </ul>
      <div className="button-row">
        {compared ? (
          <button
            type="button"
            className="button"
            onClick={() => setChosen(new Set(passed.filter(({ unknown }) => !unknown).map(({ word }) => word)))}
          >
            Choose what passes and is known
          </button>
        ) : null}
        <fieldset className="segmented" aria-label="Time of day">
          {times.map((name) => (
            <button key={name} type="button" aria-pressed={name === time} onClick={() => setTime(name)}>
              {name}
            </button>
          ))}
        </fieldset>
        <button
          type="button"
          className="button"
          disabled={chosen.size === 0}
          onClick={() => setProblem(addWordPrompts([...chosen], time))}
        >
          <Plus />
          Add {chosen.size} {chosen.size === 1 ? 'prompt' : 'prompts'}: an image taken on a … {time}
        </button>
        {compared ? (
          <span className="muted small">
            {passed.length} of {words.length} words pass
            {vocabularyKnown ? `; ${words.filter(({ unknown }) => unknown).length} are unknown to this model` : ''}.
          </span>
        ) : null}
      </div>
      {problem ? (
        <p className="problem" role="alert">
          {problem}
        </p>
      ) : null}
    </Panel>
  );
}
