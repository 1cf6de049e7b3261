import type { ErrorRecord } from '../../errors/coded-error';

/** Why a model could not be loaded; it comes into view where what holds it is scrolled. */
export function ModelProblem({ problem }: { readonly problem: ErrorRecord }) {
  return (
    // Another error is another element, which comes into view anew.
    <p key={problem.message} ref={bringIntoView} className="problem" role="alert">
      {problem.message} {problem.hint}
    </p>
  );
}

function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
