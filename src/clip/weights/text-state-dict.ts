import type { StateDict } from './state-dict';
import { prefixesBefore, towerPrefix } from './tower-prefix';

/** The parts of a text tower; a file has others beside them, such as attention masks and the temperature. */
const parts = /^(?:transformer|ln_final|token_embedding|positional_embedding|text_projection)(?:\.|$)/u;

/**
 * The text tower under OpenAI's names: `token_embedding.weight` [V, W], `positional_embedding` [L, W], `transformer.resblocks.<i>.…`,
 * `ln_final.{weight,bias}`, `text_projection` [W, D].
 *
 * @returns null where the file has none, as timm's visual-only files
 * @throws ModelError `unsupported-model` where it has several, and nothing tells which is meant
 */
export function textStateDict(tensors: StateDict): StateDict | null {
  const prefix =
    towerPrefix(tensors, 'token_embedding.weight') ??
    // Of a damaged tower; `inferTextArchitecture` names what it lacks. A vision transformer's blocks are no text's.
    prefixesBefore(tensors, 'transformer.resblocks.0.ln_1.weight').find((before) => !before.endsWith('visual.'));
  if (prefix === undefined) return null;
  return new Map(
    [...tensors]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => [name.slice(prefix.length), tensor] as const)
      .filter(([name]) => parts.test(name)),
  );
}
