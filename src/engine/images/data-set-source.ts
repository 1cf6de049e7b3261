import { treeOfFiles, treeOfZip, type FileTree } from '../../data/file-tree';
import type { DataSetFiles } from './data-set-info';

/** The files of a data set by their paths. @throws FormatError where the list of a zip file cannot be read */
export async function treeOfSource(source: DataSetFiles): Promise<FileTree> {
  return source.kind === 'zip' ? treeOfZip(source.name, source.file) : treeOfFiles(source.name, source.files);
}
