import { useId } from 'react';
import { optimisationSettings } from '../../method/optimisation-settings';
import { settingKeys } from '../../method/setting';
import { offsetShapeTexts, protocolTexts } from '../../method/setting-texts';
import { selectDefaults, selectParameters } from '../../state/store/parameters-slice';
import { isActive } from '../../state/store/optimisation-slice';
import { offsetShapes, type OffsetShape } from '../../method/offset-shape';
import { protocolNames, type ProtocolName } from '../../method/protocol';
import { store, useStore } from '../../state/store/store';
import { useShallow } from 'zustand/react/shallow';
import { DataSourceField } from '../data-sets/DataSourceField';
import { SettingField } from '../common/SettingField';
import { OptimisationPresets } from './OptimisationPresets';

const { protocol: _protocol, offsetShape: _offsetShape, ...numbers } = optimisationSettings;
const numberKeys = settingKeys(numbers);

export function ParameterForm() {
  const values = useStore(useShallow(selectParameters));
  const defaults = useStore(useShallow(selectDefaults));
  const model = useStore((state) => state.model.info);
  const running = useStore((state) => isActive(state.run.status));
  const data = useStore((state) => state.optimisationData);
  const { setParameter, resetParameter, setOptimisationData } = store.getState();
  const protocolId = useId();
  const shapeId = useId();
  const folded = model?.batchNormFolded ?? false;
  const origin = model ? 'this model' : 'default';
  return (
    <div className="parameters">
      <OptimisationPresets />
      <div className="field wide">
        <div className="label-row">
          <label htmlFor={protocolId}>Protocol: how L_opt is put together</label>
          {running ? <span className="origin">Changes hold from the next run on</span> : null}
        </div>
        <select
          id={protocolId}
          className="select"
          value={values.protocol}
          onChange={(event) => setParameter('protocol', event.target.value as ProtocolName)}
        >
          {protocolNames.map((name) => (
            <option key={name} value={name} disabled={name === 'code-batchnorm' && folded}>
              {protocolTexts[name].label}
              {name === defaults.protocol ? ' (default)' : ''}
              {name === 'code-batchnorm' && folded ? ' — this model’s batch norms are folded' : ''}
            </option>
          ))}
        </select>
        <span className="origin">{protocolTexts[values.protocol].help}</span>
      </div>
      <div className="field wide">
        <div className="label-row">
          <label htmlFor={shapeId}>Semantic offset: what of A_j is learned</label>
        </div>
        <select
          id={shapeId}
          className="select"
          value={values.offsetShape}
          onChange={(event) => setParameter('offsetShape', event.target.value as OffsetShape)}
        >
          {offsetShapes.map((name) => (
            <option key={name} value={name}>
              {offsetShapeTexts[name].label}
              {name === defaults.offsetShape ? ' (default)' : ''}
            </option>
          ))}
        </select>
        <span className="origin">{offsetShapeTexts[values.offsetShape].help}</span>
      </div>
      <DataSourceField
        label="Source images: where crops are cut from"
        value={data}
        help={
          data
            ? 'As many as “Source images” says, spread evenly over the part.'
            : 'Open a data set to take images of your own.'
        }
        onChange={setOptimisationData}
      />
      {numberKeys.map((key) => (
        <SettingField
          key={key}
          name={`optimise.${key}`}
          setting={numbers[key]}
          value={values[key]}
          defaultValue={defaults[key]}
          defaultOrigin={origin}
          onChange={(value) => setParameter(key, value)}
          onReset={() => resetParameter(key)}
        />
      ))}
    </div>
  );
}
