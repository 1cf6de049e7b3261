import { tableFormats, writeResultTable, type ResultTable, type TableFormat } from '../../runs/export/result-table';
import type { ExportItem } from './download';

const formatTexts: Readonly<Record<TableFormat, { readonly label: string; readonly ending: string }>> = {
  markdown: { label: 'Markdown', ending: 'md' },
  csv: { label: 'CSV', ending: 'csv' },
  latex: { label: 'LaTeX', ending: 'tex' },
};

/** A table in every form. @param name of the files, without an ending */
export function tableExports(
  label: string,
  name: string,
  make: () => ResultTable | Promise<ResultTable>,
): readonly ExportItem[] {
  return tableFormats.map((format) => ({
    label: `${label}, ${formatTexts[format].label}`,
    fileName: `${name}.${formatTexts[format].ending}`,
    make: async () => writeResultTable(await make(), format),
  }));
}
