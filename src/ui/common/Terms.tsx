import { Explained } from '../hints/Explained';

/** The method's symbols, set as in the paper, each with its meaning in a few words. */
const meanings = {
  Lopt: 'Optimisation loss: the sum over crops and target prompts of the cosine distance between z̄ and z*, plus the l1 distance between z̄ and z.',
  offset:
    'Semantic offset A_j: one grid of C×H×W numbers per target prompt, added to the features between V_a and V_b.',
  Va: 'V_a: CLIP’s visual network from the stem to layer 3. The offsets are added to its output.',
  Vb: 'V_b: the rest of CLIP’s visual network, layer 4 and attention pooling.',
  cosine: 'Cosine distance D = 1 − cos between z̄ (the augmented image embedding) and z* (the target image embedding).',
  l1: 'Distance between z̄ and z. It keeps the content of the image while its style moves.',
} as const;

export type TermName = keyof typeof meanings;

const symbols: Readonly<Record<TermName, React.ReactNode>> = {
  Lopt: (
    <span className="math">
      L<sub>opt</sub>
    </span>
  ),
  offset: 'semantic offset',
  Va: (
    <span className="math">
      V<sub>a</sub>
    </span>
  ),
  Vb: (
    <span className="math">
      V<sub>b</sub>
    </span>
  ),
  cosine: (
    <>
      <span className="math">D</span>(z*, z̄)
    </>
  ),
  l1: <>‖z̄ − z‖₁</>,
};

export function Term({ name }: { readonly name: TermName }) {
  return <Explained meaning={meanings[name]}>{symbols[name]}</Explained>;
}
