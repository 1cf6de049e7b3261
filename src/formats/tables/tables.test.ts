import { expect, it } from 'vitest';
import { writeLatexTable } from './latex-table';
import { writeMarkdownTable } from './markdown-table';
import type { TextTable } from './text-table';

const table: TextTable = {
  caption: 'Mean AP × 100, 50 % of_all',
  columns: [
    { title: 'Method', align: 'left' },
    { title: 'Night & rain', align: 'right' },
  ],
  rows: [
    [{ text: 'a|b_c*\nd' }, { text: '1.0 ± 0.2' }],
    [{ text: '{x}\\~^#$“<q>”' }, { text: '−2.0 [−3.0, 1.5]', strong: true }],
  ],
};

it('Markdown', () => {
  expect(writeMarkdownTable(table)).toBe(`Mean AP × 100, 50 % of\\_all

| Method | Night \\& rain |
| --- | ---: |
| a\\|b\\_c\\* d | 1.0 ± 0.2 |
| {x}\\\\\\~^\\#$“\\<q\\>” | **−2.0 \\[−3.0, 1.5\\]** |
`);
});

it('LaTeX', () => {
  expect(writeLatexTable(table)).toBe(`% needs \\usepackage{booktabs}
\\begin{table}
  \\centering
  \\caption{Mean AP $\\times$ 100, 50 \\% of\\_all}
  \\begin{tabular}{lr}
    \\toprule
    Method & Night \\& rain \\\\
    \\midrule
    a\\textbar{}b\\_c* d & 1.0 $\\pm$ 0.2 \\\\
    \\{x\\}\\textbackslash{}\\textasciitilde{}\\textasciicircum{}\\#\\$\`\`\\textless{}q\\textgreater{}'' & \\textbf{$-$2.0 {[}$-$3.0, 1.5{]}} \\\\
    \\bottomrule
  \\end{tabular}
\\end{table}
`);
});
