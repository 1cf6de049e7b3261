import { folderOf, stemOf, type FileTree } from '../file-tree';
import type { PictureIndex } from '../picture-index';

/** Whether there are files that only YOLO has: labels in a folder of that name or beside pictures and a `data.yaml`, or darknet's lists. */
export function hasYoloLabels({ files }: FileTree, pictures: PictureIndex): boolean {
  const paths = [...files.keys()];
  return (
    paths.some((path) => /(?:^|\/)labels\/(?:.+\/)?[^/]+\.txt$|(?:^|\/)(?:obj\.data|_darknet\.labels)$/iu.test(path)) ||
    (paths.some((path) => /(?:^|\/)data\.ya?ml$/iu.test(path)) && paths.some((path) => isBesidePicture(path, pictures)))
  );
}

/** Whether there is what may be YOLO: a list of names or a YAML file, with pictures; or texts that are called like the pictures beside them. */
export function hasYoloNames({ files }: FileTree, pictures: PictureIndex): boolean {
  if (pictures.isEmpty) return false;
  return [...files.keys()].some(
    (path) =>
      /(?:^|\/)(?:(?:predefined_)?classes\.txt|[^/]+\.names|[^/]+\.ya?ml)$/iu.test(path) ||
      isBesidePicture(path, pictures),
  );
}

function isBesidePicture(path: string, pictures: PictureIndex): boolean {
  return /\.txt$/iu.test(path) && pictures.named(folderOf(path), stemOf(path)).length > 0;
}
