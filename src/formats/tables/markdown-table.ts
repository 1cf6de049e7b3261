import type { TextTable } from './text-table';

/** A table of GitHub-flavoured Markdown under its caption. */
export function writeMarkdownTable({ caption, columns, rows }: TextTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `${[
    escapeMarkdown(caption),
    '',
    line(columns.map(({ title }) => escapeMarkdown(title))),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) =>
      line(row.map(({ text, strong }) => (strong ? `**${escapeMarkdown(text)}**` : escapeMarkdown(text)))),
    ),
  ].join('\n')}\n`;
}

/** A pipe would end the cell, a line break the row; the others would be read as markup. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/gu, ' ').replaceAll(/[\\`*_~[\]<>|#&]/gu, (character) => `\\${character}`);
}
