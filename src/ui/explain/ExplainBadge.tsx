import type { ExplainKind } from '../../state/store/explain-slice';
import { OriginBadge } from '../common/OriginBadge';
import { useExplainOrigin } from './use-explain';

/** Says of a panel's result that it was not computed just now. */
export function ExplainBadge({ kind }: { readonly kind: ExplainKind }) {
  const origin = useExplainOrigin(kind);
  return origin === null ? null : <OriginBadge origin={origin} />;
}
