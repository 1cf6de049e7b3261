import { CodedError } from '../../src/errors/coded-error';
import { isImagePath } from '../../src/data/file-tree';
import { type BuiltinScenes, isBuiltin, parseBuiltin } from './config/image-source';
import { fileAt, placeAt } from './local-files';
import { resolve } from 'node:path';
import { documentedHint } from './error';

/** An image that is not read yet. */
export type ImageRef =
  | { readonly kind: 'file'; /** As it was named. */ readonly name: string; readonly file: string }
  | ({ readonly kind: 'scene'; readonly name: string; readonly index: number } & Pick<
      BuiltinScenes,
      'condition' | 'split'
    >);

/** The files behind `--image`. @throws CodedError where none is named or one is not there */
export function readImageFiles(files: readonly string[] | undefined, command: string): readonly ImageRef[] {
  if (files === undefined || files.length === 0)
    throw new CodedError('bad-arguments', `${command} needs at least one --image.`, documentedHint);
  return files.map((name) => ({ kind: 'file', name, file: fileAt(name, '--image', 'image-unreadable') }));
}

/**
 * The images that a list in a configuration names: built-in scenes, files, and all images in folders.
 * @param folder where paths begin
 * @param most scenes of a split that is named as a whole
 * @throws CodedError `bad-config`
 */
export function listedImages(names: readonly string[], folder: string, most: number): readonly ImageRef[] {
  return names.flatMap((name, at) => {
    const said = `images[${at}]`;
    if (isBuiltin(name)) return scenes(parseBuiltin(name, said), most);
    const place = placeAt(resolve(folder, name), said, 'bad-config');
    if (place.kind === 'file') return [{ kind: 'file' as const, name, file: place.file }];
    const images = place.files.filter(({ path }) => isImagePath(path));
    if (images.length === 0)
      throw new CodedError('bad-config', `${said}: there are no images in ${name}.`, 'Name a folder with images.');
    return images.map(({ path, file }) => ({ kind: 'file' as const, name: `${name}/${path}`, file }));
  });
}

/** The one image that a crop is cut from. @throws CodedError `bad-config` */
export function cropImage(name: string, folder: string, said: string): ImageRef {
  if (!isBuiltin(name)) return { kind: 'file', name, file: fileAt(resolve(folder, name), said, 'bad-config') };
  const found = parseBuiltin(name, said);
  const [only, ...others] = scenes(found, 2);
  if (only !== undefined && others.length === 0) return only;
  throw new CodedError(
    'bad-config',
    `${said}: ${JSON.stringify(name)} names many scenes.`,
    `Name one, as ${name.replace(/\[.*$/u, '')}/0.`,
  );
}

function scenes({ condition, split, from, to }: BuiltinScenes, most: number): readonly ImageRef[] {
  const count = (to ?? most) - from;
  return Array.from({ length: count }, (_, at) => {
    const index = from + at;
    return { kind: 'scene', name: `builtin:${condition}/${split}/${index}`, condition, split, index };
  });
}
