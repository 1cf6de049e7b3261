import { laterView } from '../common/later-view';

/** What the help says beside the keys, in a chunk of its own: nobody reads it before the first picture. */
export const { Component: MethodText, fetch: fetchMethodText } = laterView(
  async () => (await import('./MethodText')).MethodText,
);
