interface GeluNoticeProps {
  readonly busy: boolean;
  readonly onRepair: () => void;
}

/** Asks what the file of a text tower with GELU cannot tell: whether its weights were trained with it. */
export function GeluNotice({ busy, onRepair }: GeluNoticeProps) {
  return (
    <div className="small" role="note" style={{ marginTop: 8 }}>
      <p style={{ marginBottom: 6 }}>
        <strong>Are these weights OpenAI’s?</strong> They were trained with QuickGELU, but this text tower computes
        GELU: some exporters put it there, and every text embedding is then slightly off. For weights that were trained
        with GELU it is right.
      </p>
      <button type="button" className="button compact" disabled={busy} onClick={onRepair}>
        Repair: use QuickGELU
      </button>
    </div>
  );
}
