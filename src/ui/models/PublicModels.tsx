import type { PublicModel } from '../../method/public-models';
import { formatBytes } from '../format';

interface PublicModelsProps {
  readonly models: readonly (PublicModel & { /** Whether this browser has it already. */ readonly kept: boolean })[];
  readonly disabled: boolean;
  readonly onLoad: (address: string) => void;
}

/** CLIPs that know photographs, each one click away, with what it takes and what it is good for. */
export function PublicModels({ models, disabled, onLoad }: PublicModelsProps) {
  return (
    <div className="public-models">
      <div className="button-row">
        {models.map(({ title, address, bytes, kept }) => (
          <button
            key={address}
            type="button"
            className="button compact"
            title={address}
            disabled={disabled}
            onClick={() => onLoad(address)}
          >
            {title}
            <span className="muted">{kept ? 'kept here' : megabytes(bytes)}</span>
          </button>
        ))}
      </div>
      <p className="small muted">{models.map(({ title, goodFor }) => `${title} ${goodFor}.`).join(' ')}</p>
    </div>
  );
}

function megabytes(bytes: number): string {
  return formatBytes(Math.round(bytes / 1e6) * 1e6).replace(/\.0 /u, ' ');
}
