import type { ReactNode } from 'react';
import { Square } from 'lucide-react';
import type { Action } from '../../state/actions/action';
import type { ExplainKind } from '../../state/store/explain-slice';
import { ActionButton } from '../common/ActionButton';
import { ProgressBar } from '../common/ProgressBar';
import { formatCount, formatSeconds } from '../format';
import { useExplainWork } from './use-explain';

interface WorkButtonProps {
  readonly kind: ExplainKind;
  readonly label: string;
  readonly icon: ReactNode;
  /** Begins and cancels. */
  readonly action: Action;
  /** Why this panel cannot begin, beside what holds for all; null where it can. */
  readonly obstacle?: string | null;
  readonly primary?: boolean;
}

/** Starts a computation; while it runs, tells how far it is and cancels it. Where it cannot start, the reason stands beside it. */
export function WorkButton({ kind, label, icon, action, obstacle = null, primary = true }: WorkButtonProps) {
  const { work, busy } = useExplainWork(kind);
  const reason = busy ?? obstacle;
  const progress = work?.progress;
  return (
    <>
      {work ? (
        <ActionButton action={action} label="Cancel" icon={<Square />} title="Cancel; earlier results stay" />
      ) : (
        <ActionButton
          action={action}
          label={label}
          icon={icon}
          className={primary ? 'primary' : ''}
          disabled={reason !== null}
          title={reason ?? undefined}
        />
      )}
      <output className="run-status" aria-label={`Status: ${label}`}>
        {work ? (
          <>
            {progress ? (
              <>
                {progress.stage}: {formatCount(progress.done)} of {formatCount(progress.total)}
                {progress.secondsLeft === null ? '' : `, ${formatSeconds(progress.secondsLeft)} left`}
                <ProgressBar label={progress.stage} value={progress.done / progress.total} />
              </>
            ) : (
              'Preparing …'
            )}
          </>
        ) : reason === null ? null : (
          <span className="muted">{reason}</span>
        )}
      </output>
    </>
  );
}
