import type { Slice } from './slice';

/** The stations of the tour, in their order. */
export const tourStations = ['question', 'idea', 'loss', 'pixels', 'places', 'boxes', 'table'] as const;
export type TourStation = (typeof tourStations)[number];

export interface TourSlice {
  /** Where the tour is; null where it is not open. */
  readonly tour: TourStation | null;
  readonly setTour: (station: TourStation | null) => void;
  /** To another station, as far as there is one. @param by 1 goes on, −1 goes back */
  readonly moveTour: (by: number) => void;
}

export const createTourSlice: Slice<TourSlice> = (set) => ({
  tour: null,
  setTour: (tour) => set({ tour }),
  moveTour: (by) =>
    set(({ tour }) => {
      if (tour === null) return {};
      const at = Math.min(tourStations.length - 1, Math.max(0, tourStations.indexOf(tour) + by));
      return { tour: tourStations[at]! };
    }),
});
