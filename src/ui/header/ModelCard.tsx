import type { ModelInfo } from '../../engine/engine';
import { GeluNotice } from './GeluNotice';
import { ModelCheckLine } from './ModelCheckLine';
import { modelFacts } from './model-facts';
import { useModelCard } from './use-header';

/** All that is known of the loaded model, and whether it computes what it should. */
export function ModelCard({ info }: { readonly info: ModelInfo }) {
  const { detectors, check, busy, onCheck, onRepairGelu } = useModelCard();
  return (
    <>
      <dl className="facts-list">
        {modelFacts(info, detectors).map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {info.text.activation === 'gelu' ? <GeluNotice busy={busy} onRepair={onRepairGelu} /> : null}
      <ModelCheckLine check={check} onCheck={onCheck} />
      {info.vocabulary ? (
        <p className="small muted" style={{ marginTop: 8 }}>
          A small CLIP of our own, trained on captioned scenes of all weathers, as CLIP has seen all weathers. The
          detectors were trained on daytime-clear scenes only.
        </p>
      ) : null}
    </>
  );
}
