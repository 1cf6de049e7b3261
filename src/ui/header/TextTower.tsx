import type { ModelInfo } from '../../engine/engine';
import { isActive } from '../../state/store/optimisation-slice';
import { repairGelu } from '../../state/jobs/load-model';
import { useStore } from '../../state/store/store';

type TextInfo = ModelInfo['text'];

const activations: Readonly<Record<TextInfo['activation'], string>> = {
  'quick-gelu': 'QuickGELU',
  gelu: 'GELU',
  unknown: 'activation not recognised',
};

const origins: Readonly<Record<TextInfo['origin'], string>> = {
  onnx: '',
  repaired: ' (repaired)',
  generated: ', graph written here over the model’s weights',
};

/** Rows of the model card. */
export function textTowerFacts({ activation, origin, tokenizer }: TextInfo): readonly (readonly [string, string])[] {
  return [
    ['Text tower', `${activations[activation]}${origins[origin]}`],
    ['Tokenizer', tokenizer === 'model' ? 'the model’s own' : 'CLIP’s public vocabulary: the model brings none'],
  ];
}

/** Asks what the file cannot tell: whether the weights were trained with the GELU that its graph computes. */
export function TextTowerNotice({ text }: { readonly text: TextInfo }) {
  const busy = useStore(
    (state) => state.model.status.kind === 'loading' || isActive(state.run.status) || isActive(state.training.status),
  );
  if (text.activation !== 'gelu') return null;
  return (
    <div className="small" role="note" style={{ marginTop: 8 }}>
      <p style={{ marginBottom: 6 }}>
        <strong>Are these weights OpenAI’s?</strong> They were trained with QuickGELU, but this text tower computes
        GELU: some exporters put it there, and every text embedding is then slightly off. For weights that were trained
        with GELU it is right.
      </p>
      <button type="button" className="button compact" disabled={busy} onClick={() => void repairGelu()}>
        Repair: use QuickGELU
      </button>
    </div>
  );
}
