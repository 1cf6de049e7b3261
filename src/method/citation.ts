/** Where the paper and its code are, and how it is cited: as `CITATION.cff` says. */
export const paper = {
  title: 'CLIP the Gap: A Single Domain Generalization Approach for Object Detection',
  authors: 'Vidit, Vidit and Engilberge, Martin and Salzmann, Mathieu',
  year: 2023,
  address: 'https://arxiv.org/abs/2301.05499',
  code: 'https://github.com/vidit09/domaingen',
} as const;

/** The paper as an entry of BibTeX. */
export const bibtex = `@inproceedings{vidit2023clipthegap,
  title     = {{CLIP} the Gap: A Single Domain Generalization Approach for Object Detection},
  author    = {${paper.authors}},
  booktitle = {Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)},
  year      = {${paper.year}}
}
`;
