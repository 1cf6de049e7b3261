import type { ShownPrompt } from '../../state/store/panes/pictures-slice';
import { ExportMenu } from '../common/ExportMenu';
import { Panel } from '../common/Panel';
import { DictionaryStatus } from '../dictionary/DictionaryStatus';
import { useDictionary } from '../dictionary/use-dictionary';
import { PromptPictures } from './PromptPictures';
import { StrengthSlider } from './StrengthSlider';
import {
  setIdentity,
  useOriginal,
  usePictureStrength,
  usePolicyExports,
  usePicturedPrompt,
  usePromptPictures,
  useRealWeather,
} from './use-photometrics';

/** What the words of one target prompt do to the current picture. */
export function PixelsPanel() {
  const pictured = usePicturedPrompt();
  return (
    <Panel title="In pixels" tools={<PictureTools />}>
      {pictured ? (
        <FollowedPictures {...pictured} />
      ) : (
        <p className="muted small">A target prompt changes a picture. Type one at the left, or take a preset.</p>
      )}
      <FollowedDictionary />
    </Panel>
  );
}

function PictureTools() {
  return (
    <>
      <StrengthSlider {...usePictureStrength()} />
      <ExportMenu name="Export what the prompts choose" {...usePolicyExports()} />
    </>
  );
}

/** Out of the way once words can choose. */
function FollowedDictionary() {
  const dictionary = useDictionary();
  const status = <DictionaryStatus {...dictionary} />;
  return dictionary.photometrics.status === 'ready' ? (
    <details>
      <summary>What the words choose from</summary>
      {status}
    </details>
  ) : (
    status
  );
}

function FollowedPictures({ text, target }: ShownPrompt) {
  return (
    <>
      <p className="pictured-prompt">{`${target?.number ?? 'new'} · ${text}`}</p>
      <PromptPictures
        prompt={text}
        original={useOriginal()}
        {...usePromptPictures(text)}
        real={useRealWeather(text)}
        strength={usePictureStrength().strength}
        identity={target?.identity ?? false}
        onIdentity={target && ((identity) => setIdentity(target.id, identity))}
      />
    </>
  );
}
