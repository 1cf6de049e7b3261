import type { TextTable } from './text-table';

/** A LaTeX table for `\usepackage{booktabs}`. */
export function writeLatexTable({ caption, columns, rows }: TextTable): string {
  const line = (cells: readonly string[]) => `    ${cells.join(' & ')} \\\\`;
  return `${[
    '% needs \\usepackage{booktabs}',
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${escapeLatex(caption)}}`,
    `  \\begin{tabular}{${columns.map(({ align }) => (align === 'right' ? 'r' : 'l')).join('')}}`,
    '    \\toprule',
    line(columns.map(({ title }) => escapeLatex(title))),
    '    \\midrule',
    ...rows.map((row) =>
      line(row.map(({ text, strong }) => (strong ? `\\textbf{${escapeLatex(text)}}` : escapeLatex(text)))),
    ),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
  ].join('\n')}\n`;
}

const replacements: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  '−': '$-$',
  '±': '$\\pm$',
  '×': '$\\times$',
  '–': '--',
  '“': '``',
  '”': "''",
  '’': "'",
  // At the start of a row a bracket would be an argument of the line break before it.
  '[': '{[}',
  ']': '{]}',
};

function escapeLatex(text: string): string {
  return text
    .replaceAll(/\s*[\r\n]+\s*/gu, ' ')
    .replaceAll(/[\\^~<>|"−±×–“”’[\]&%$#_{}]/gu, (character) => replacements[character] ?? `\\${character}`);
}
