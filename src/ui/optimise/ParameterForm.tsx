import { offsetShapes } from '../../method/offset-shape';
import { optimisationSettings } from '../../method/optimisation-settings';
import { protocolNames } from '../../method/protocol';
import { settingKeys } from '../../method/setting';
import { offsetShapeTexts, protocolTexts } from '../../method/setting-texts';
import { SettingField } from '../common/SettingField';
import { DataSourceField } from '../data-sets/DataSourceField';
import { ChoiceField } from '../common/ChoiceField';
import { OptimisationPresets } from './OptimisationPresets';
import { useOptimisationPreset, useParameters } from './use-optimise';

const { protocol: _protocol, offsetShape: _offsetShape, ...numbers } = optimisationSettings;
const numberKeys = settingKeys(numbers);

/** The parameters of the next run: each with its default, where that comes from, and what paper and code have. */
export function ParameterForm() {
  const preset = useOptimisationPreset();
  const {
    values,
    defaults,
    modelIsThere,
    batchNormFolded,
    running,
    data,
    setParameter,
    resetParameter,
    setOptimisationData,
  } = useParameters();
  return (
    <div className="parameters">
      <OptimisationPresets {...preset} />
      <ChoiceField
        label="Protocol: how L_opt is put together"
        note={running ? 'Changes hold from the next run on' : undefined}
        choices={protocolNames.map((name) => ({
          name,
          label: protocolTexts[name].label,
          unavailable: name === 'code-batchnorm' && batchNormFolded ? 'this model’s batch norms are folded' : undefined,
        }))}
        value={values.protocol}
        defaultValue={defaults.protocol}
        help={protocolTexts[values.protocol].help}
        onChange={(name) => setParameter('protocol', name)}
      />
      <ChoiceField
        label="Semantic offset: what of A_j is learned"
        choices={offsetShapes.map((name) => ({ name, label: offsetShapeTexts[name].label }))}
        value={values.offsetShape}
        defaultValue={defaults.offsetShape}
        help={offsetShapeTexts[values.offsetShape].help}
        onChange={(name) => setParameter('offsetShape', name)}
      />
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
          defaultOrigin={modelIsThere ? 'this model' : 'default'}
          onChange={(value) => setParameter(key, value)}
          onReset={() => resetParameter(key)}
        />
      ))}
    </div>
  );
}
