import { meanNorm } from '../../analysis/embedding/pooled-means';
import { promptFacts } from '../../analysis/prompts/prompt-facts';
import { actions } from '../../state/actions/actions';
import { openPanel } from '../../state/actions/open-panel';
import { selectParameters } from '../../state/store/parameters-slice';
import { picturedPrompt } from '../../state/store/panes/pictures-slice';
import { store, useStore } from '../../state/store/store';
import { formatLoss } from '../format';
import type { DiagramNumbers, DiagramPart } from './diagram-parts';

/** What the diagram shows of the run on the page and of the prompt that is looked at. */
export function useDiagram(): {
  readonly numbers: DiagramNumbers;
  readonly running: boolean;
  readonly onOpen: (part: DiagramPart) => void;
  readonly onSlowMotion: () => void;
} {
  const prompt = useStore((state) => picturedPrompt(state)?.text ?? '');
  const source = useStore((state) => state.embeddings.get(state.sourcePrompt));
  const target = useStore((state) => state.embeddings.get(prompt));
  const facts = promptFacts(prompt, target, source, null);
  const cropSize = useStore((state) => selectParameters(state).cropSize);
  const pooled = useStore((state) => state.run.pooled);
  const latest = useStore((state) => state.run.latest);
  const at = pooled?.targetPrompts.indexOf(prompt) ?? -1;
  const direction = facts.kind === 'known' ? facts.direction : null;
  return {
    running: useStore((state) => state.run.status === 'running'),
    numbers: {
      crop: `${cropSize} px`,
      prompts: prompt === '' ? '' : shorten(prompt),
      ...(direction ? { direction: direction.length.toFixed(3) } : {}),
      ...(pooled ? { va: `${pooled.channels} × ${pooled.height} × ${pooled.width}` } : {}),
      ...(pooled && at >= 0 ? { offset: `‖Ā‖ ${meanNorm(pooled, at).toPrecision(3)}` } : {}),
      ...(latest
        ? {
            zbar: `D ${formatLoss(latest.cosine)}`,
            loss: `${formatLoss(latest.total)} = D ${formatLoss(latest.cosine)} + l1 ${formatLoss(latest.l1)}`,
          }
        : {}),
    },
    onOpen: openPart,
    onSlowMotion: () => {
      store.getState().setExplain({ stepStage: 0, stepPlays: true });
      openPanel('explain', 'panel-step');
    },
  };
}

function shorten(text: string): string {
  return text.length > 22 ? `…${text.slice(-21)}` : text;
}

function openPart(part: DiagramPart): void {
  switch (part) {
    case 'crop':
      return openPanel('optimise', 'panel-parameters');
    case 'va':
      return openPanel('explain', 'panel-shifts');
    case 'offset':
      return openPanel('explain', 'panel-offsets');
    case 'vb':
      return openPanel('explain', 'panel-plane');
    case 'zbar':
      return openPanel('explain', 'panel-order');
    case 'prompts':
      return actions.focusPrompt.run();
    case 'text':
      return openPanel('explain', 'panel-workshop');
    case 'direction':
    case 'ztarget':
      return openPanel('explain', 'panel-step');
    case 'loss':
      return openPanel('optimise', 'panel-optimise');
    default:
      return part satisfies never;
  }
}
