import { isFormatError } from '../errors/areas';
import { parseJson } from '../formats/text/json-text';
import { decodeXml } from '../formats/text/text-encoding';
import { parseXml } from '../formats/text/xml';
import { isImagePath, readBytes, readText, type FileTree, type TreeFile } from './file-tree';

/** Annotations of one picture, or of few; a larger file is not looked into. */
const mostBytes = 20_000_000;
const otherAnnotations = /\.(?:csv|tsv|jsonl|ndjson|tfrecords?|record|parquet|arrow|mat|pkl|npz)$/iu;

/** What the files are where no format of data sets fits them: a sentence or two. */
export async function describeUnknownFiles({ files }: FileTree): Promise<string> {
  const all = [...files.values()];
  if (all.length === 0) return 'There are no files in it.';
  const archive = all.find(({ path }) => /\.(?:zip|tar|tgz|gz|bz2|xz|7z|rar)$/iu.test(path));
  if (archive !== undefined)
    return /\.zip$/iu.test(archive.path)
      ? `It holds the zip file ${archive.path}: choose that file itself, or unpack it.`
      : `It holds ${archive.path}, which is packed: unpack it.`;
  const annotation = (await jsonSentence(all)) ?? (await xmlSentence(all));
  if (annotation !== null) return annotation;
  const other = all.find(({ path }) => otherAnnotations.test(path));
  if (other !== undefined) return `Annotations in a file such as ${other.path} are not read.`;
  const pictures = all.filter(({ path }) => isImagePath(path)).length;
  if (pictures > 0)
    return `It holds ${pictures === 1 ? 'a picture' : `${pictures} pictures`}, but no annotations that are read.`;
  const [first, ...others] = all;
  return `It holds ${first!.path}${others.length === 0 ? '' : ` and ${others.length} more`}, but neither pictures nor annotations.`;
}

async function jsonSentence(files: readonly TreeFile[]): Promise<string | null> {
  const file = files.find(({ path, size }) => /\.json$/iu.test(path) && size <= mostBytes);
  if (file === undefined) return null;
  try {
    const tool = toolOf(parseJson(await readText(file, mostBytes)));
    const made = tool === null ? '' : ` It looks like the JSON of ${tool}: export it as COCO.`;
    return `${file.path} is JSON, but has no “images” and “annotations”, as COCO has.${made}`;
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return `${file.path} cannot be read: ${error.message}.`;
  }
}

/** The tool or the data set whose own JSON this is; null where it shows none. */
function toolOf(json: unknown): string | null {
  const record = (Array.isArray(json) ? (json as readonly unknown[])[0] : json) as unknown;
  if (typeof record !== 'object' || record === null) return null;
  const first = Object.values(record)[0] as unknown;
  if ('shapes' in record) return 'labelme';
  if ('regions' in record || '_via_img_metadata' in record) return 'VIA';
  if (typeof first === 'object' && first !== null && 'regions' in first) return 'VIA';
  if ('items' in record && 'categories' in record) return 'Datumaro';
  if ('imgHeight' in record && 'objects' in record) return 'Cityscapes';
  if ('name' in record && 'labels' in record) return 'BDD100K';
  if ('data' in record && ('annotations' in record || 'completions' in record)) return 'Label Studio';
  return 'image' in record && 'annotations' in record ? 'CreateML' : null;
}

async function xmlSentence(files: readonly TreeFile[]): Promise<string | null> {
  const file = files.find(({ path, size }) => /\.xml$/iu.test(path) && size <= mostBytes);
  if (file === undefined) return null;
  try {
    const { name } = parseXml(decodeXml(await readBytes(file, mostBytes)));
    switch (name) {
      case 'annotation':
        return `${file.path} is an annotation of Pascal VOC, but neither in Annotations/ nor beside its picture.`;
      case 'annotations':
        return `${file.path} has the root element <annotations>, as CVAT's own XML has, and Pascal VOC has not: export it as COCO or as Pascal VOC.`;
      default:
        return `${file.path} has the root element <${name}>, and is no annotation of Pascal VOC.`;
    }
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return `${file.path} cannot be read: ${error.message}.`;
  }
}
