import { laterView } from '../common/later-view';

/** The tour, in a chunk of its own. */
export const { Component: Tour, fetch: fetchTour } = laterView(async () => (await import('./Tour')).Tour);
