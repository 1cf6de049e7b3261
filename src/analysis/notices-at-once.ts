/** More of them would cover what one works on. */
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
