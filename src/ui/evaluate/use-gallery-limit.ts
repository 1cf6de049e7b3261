import { useState } from 'react';

/** Two dozen at a time. */
const pageSize = 24;

/** How many items a gallery shows: some, and more of them as long as it is about the same. */
export function useGalleryLimit(about: string): { readonly limit: number; readonly showMore: () => void } {
  const [shown, setShown] = useState({ about, limit: pageSize });
  const limit = shown.about === about ? shown.limit : pageSize;
  return { limit, showMore: () => setShown({ about, limit: limit + pageSize }) };
}
