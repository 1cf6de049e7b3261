import { useEffect, useRef, useState } from 'react';
import type { PlacedPicture } from '../../analysis/data-sets/picture-filter';
import { paintThumbnail } from './paint-thumbnail';
import { dataThumbnail, reasonOf, type BrowsedSet } from './use-data-browser';

interface DataThumbnailProps {
  readonly set: BrowsedSet;
  readonly picture: PlacedPicture;
}

/** A picture with its boxes, read when it is mounted: mount only what is in sight. */
export function DataThumbnail({ set, picture: { image } }: DataThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    const thumbnail = dataThumbnail({ dataSet: set.id, title: set.title, file: image.file });
    thumbnail.image.then(
      (small) => {
        if (!gone && canvas.current) paintThumbnail(canvas.current, small, image, set.classes);
      },
      (error: unknown) => {
        if (!gone) setProblem(reasonOf(error));
      },
    );
    return () => {
      gone = true;
      thumbnail.drop();
    };
  }, [set, image]);
  return problem === null ? (
    <canvas ref={canvas} width={4} height={3} aria-hidden="true" />
  ) : (
    <span className="thumbnail-problem problem" title={problem}>
      {problem}
    </span>
  );
}
