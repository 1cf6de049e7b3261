/** A table of texts for a paper or a README. */
export interface TextTable {
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly TextCell[])[];
}

export interface TextCell {
  readonly text: string;
  /** Set in bold: the best of its column. */
  readonly strong?: boolean;
}
