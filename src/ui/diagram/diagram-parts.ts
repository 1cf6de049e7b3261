/** The way of the image, and the way of the words; both end in L_opt. */
export const imageWay = ['crop', 'va', 'offset', 'vb', 'zbar'] as const;
export const wordsWay = ['prompts', 'text', 'direction', 'ztarget'] as const;

/** What the method is made of. */
export type DiagramPart = (typeof imageWay)[number] | (typeof wordsWay)[number] | 'loss';

/** A number beside a part; a part without one has none to show yet. */
export type DiagramNumbers = Readonly<Partial<Record<DiagramPart, string>>>;

interface PartText {
  /** Spoken, and shown where it leads. */
  readonly name: string;
  readonly leads: string;
}

/** Names of the parts in words, with the panels that they lead to. */
export const partTexts: Readonly<Record<DiagramPart, PartText>> = {
  crop: { name: 'Crop of a source image', leads: 'how crops are cut' },
  va: { name: 'V_a, the stem to layer 3', leads: 'where the weather moves its features' },
  offset: { name: 'Semantic offset A_j, which is learned', leads: 'what is in the offsets' },
  vb: { name: 'V_b, layer 4 and the attention pool', leads: 'the embedding plane' },
  zbar: { name: 'z̄, the embedding with the offset', leads: 'images and prompts, before and after' },
  prompts: { name: 'Source and target prompt', leads: 'the prompts' },
  text: { name: 'Text encoder', leads: 'the prompt workshop' },
  direction: { name: 'Text direction, as a unit vector', leads: 'a step in slow motion' },
  ztarget: { name: 'z*, where the crop should be', leads: 'a step in slow motion' },
  loss: { name: 'L_opt', leads: 'its curve and parameters' },
};
