import type { ShownPrompt } from '../../state/store/pictures-slice';
import { Panel } from '../common/Panel';
import { PromptPictures } from './PromptPictures';
import { StrengthSlider } from './StrengthSlider';
import {
  setIdentity,
  useOriginal,
  usePictureStrength,
  usePicturedPrompt,
  usePromptPictures,
  useRealWeather,
} from './use-photometrics';

/** What the words of one target prompt do to the current picture. */
export function PixelsPanel() {
  const pictured = usePicturedPrompt();
  return (
    <Panel
      title="In pixels"
      badge={
        pictured ? (
          <span className="pictured-prompt">{`${pictured.target?.number ?? 'new'} · ${pictured.text}`}</span>
        ) : null
      }
      tools={<FollowedStrength />}
    >
      {pictured ? (
        <FollowedPictures {...pictured} />
      ) : (
        <p className="muted small">A target prompt changes a picture. Type one at the left, or take a preset.</p>
      )}
    </Panel>
  );
}

const FollowedStrength = () => <StrengthSlider {...usePictureStrength()} />;

function FollowedPictures({ text, target }: ShownPrompt) {
  return (
    <PromptPictures
      prompt={text}
      original={useOriginal()}
      {...usePromptPictures(text)}
      real={useRealWeather(text)}
      strength={usePictureStrength().strength}
      identity={target?.identity ?? false}
      onIdentity={target && ((identity) => setIdentity(target.id, identity))}
    />
  );
}
