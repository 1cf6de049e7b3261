/** In place of a recording that could not be read. */
export function Missing() {
  return (
    <p className="muted">
      This recording could not be read, perhaps because the connection failed. Leave the tour and open it again, or go
      on: the other stations do not need it.
    </p>
  );
}
