import { Cpu } from 'lucide-react';
import { useBackend } from './use-header';

const names = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'Plain JavaScript' } as const;

/** Which backend computes, why, and what else could. */
export function BackendPill() {
  const { status, busy, onChoose } = useBackend();
  const name = status ? names[status.name] : 'Starting…';
  const choices = status?.choices ?? [];
  return (
    <>
      <button
        type="button"
        className="button pill"
        popoverTarget="backend-card"
        aria-label={`Backend: ${name}`}
        title={status?.reason ?? 'Looking for a GPU…'}
      >
        <span className={`dot ${status === null ? '' : status.software ? 'warn' : 'good'}`} aria-hidden="true" />
        <Cpu className="pill-icon" aria-hidden="true" />
        <span className="pill-text">{busy && status ? 'Switching…' : name}</span>
      </button>
      <dialog id="backend-card" popover="auto" className="popover" aria-label="Backend">
        <h2>Backend</h2>
        {status ? (
          <>
            <dl className="facts-list">
              <dt>Runs on</dt>
              <dd>
                {name}
                {status.name === 'wasm' ? `, ${status.threads} ${status.threads === 1 ? 'thread' : 'threads'}` : ''}
              </dd>
              <dt>Why</dt>
              <dd>{status.reason}</dd>
              <dt>Adapter</dt>
              <dd>{status.adapter ?? 'none found'}</dd>
            </dl>
            {status.software ? (
              <p className="small muted" style={{ marginTop: 6 }}>
                Computing happens on the CPU: everything works, a GPU would be many times faster.
              </p>
            ) : null}
          </>
        ) : (
          <p className="muted">Not started yet.</p>
        )}
        <fieldset disabled={busy} style={{ border: 0, margin: '8px 0 0', padding: 0 }}>
          <legend className="visually-hidden">Choose a backend</legend>
          <label className="choice">
            <input type="radio" name="backend" onChange={() => onChoose('auto')} checked={false} />
            <span>Automatic</span>
            <span className="muted">The fastest that is worth it.</span>
          </label>
          {choices.map((choice) => (
            <label key={choice.name} className="choice">
              <input
                type="radio"
                name="backend"
                disabled={!choice.available}
                checked={choice.name === status?.name}
                onChange={() => onChoose(choice.name)}
              />
              <span>{names[choice.name]}</span>
              <span className="muted">{choice.reason}</span>
            </label>
          ))}
        </fieldset>
      </dialog>
    </>
  );
}
