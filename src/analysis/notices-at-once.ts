/** More of them would take the room of what one works on. */
const mostAtOnce = 4;

/**
 * The notices that are shown at once: errors go before what only informs, and newer ones before older ones.
 * @param notices oldest first
 * @returns at most four of them, oldest first
 */
export function noticesAtOnce<Notice extends { readonly tone: 'error' | 'info' }>(
  notices: readonly Notice[],
): readonly Notice[] {
  const newestFirst = notices.toReversed();
  const errorsFirst = [
    ...newestFirst.filter(({ tone }) => tone === 'error'),
    ...newestFirst.filter(({ tone }) => tone === 'info'),
  ];
  const shown = new Set(errorsFirst.slice(0, mostAtOnce));
  return notices.filter((notice) => shown.has(notice));
}

/** Milliseconds that anybody needs to notice a notice, and for each letter of it. */
const [toNotice, perLetter] = [6_000, 90];

/** How long a notice stays by itself, in milliseconds: errors, and what has details, until they are dismissed (null). */
export function noticeLifetime(notice: {
  readonly tone: 'error' | 'info';
  readonly message: string;
  readonly hint: string;
  readonly details?: string | undefined;
}): number | null {
  if (notice.tone === 'error' || notice.details !== undefined) return null;
  return toNotice + perLetter * (notice.message.length + notice.hint.length);
}
