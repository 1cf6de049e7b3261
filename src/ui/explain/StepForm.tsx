import { useId } from 'react';
import type { ProtocolName } from '../../method/protocol';
import { protocolTexts } from '../../method/setting-texts';
import { cropPlaces, useStepChoice, type CropPlace } from './use-explain';

const protocolNames = Object.keys(protocolTexts) as ProtocolName[];

/** Prompt, protocol and crop of a step. */
export function StepForm() {
  const { choice, targets, prompt, folded, onChange: choose } = useStepChoice();
  const id = useId();
  return (
    <div className="step-form">
      <div className="field">
        <label className="label-row" htmlFor={`${id}-prompt`}>
          Target prompt
        </label>
        <select
          id={`${id}-prompt`}
          className="select"
          value={prompt}
          onChange={(event) => choose({ targetPrompt: event.target.value })}
        >
          {targets.map(({ id: key, text }) => (
            <option key={key} value={text}>
              {text}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label className="label-row" htmlFor={`${id}-protocol`}>
          Protocol
        </label>
        <select
          id={`${id}-protocol`}
          className="select"
          value={choice.protocol}
          onChange={(event) => choose({ protocol: event.target.value as ProtocolName })}
        >
          {protocolNames.map((name) => (
            <option key={name} value={name} disabled={name === 'code-batchnorm' && folded}>
              {protocolTexts[name].label}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label className="label-row" htmlFor={`${id}-place`}>
          Crop of the current scene
        </label>
        <select
          id={`${id}-place`}
          className="select"
          value={choice.place}
          onChange={(event) => choose({ place: event.target.value as CropPlace })}
        >
          {cropPlaces.map((place) => (
            <option key={place}>{place}</option>
          ))}
        </select>
      </div>
    </div>
  );
}
