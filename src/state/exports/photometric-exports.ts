import type { RgbImage } from '../../geometry/rgb-image';
import { policyFile, type Policy } from '../../photometrics/policy';
import type { ExportItem } from './download';
import { figureExports } from './figure-exports';
import { policyOfPrompts } from './policy-of-prompts';
import { provenance } from './provenance';
import { store } from '../store/store';

/** What the prompts choose now. */
export interface TakenPolicy {
  readonly policy: Policy;
  /** The picture that is shown; a short side of 256 pixels is enough. */
  readonly image: RgbImage;
  readonly imageName: string;
  /** Confidence below which the model sees no photometric change; null where none was measured. */
  readonly threshold: number | null;
  /** 0 to 1, of the contact sheet. */
  readonly strength: number;
}

/** What the prompts choose, to train with elsewhere and to look at. @param take asked when an item is chosen; it throws where there is nothing */
export function photometricExports(take: () => TakenPolicy): readonly ExportItem[] {
  return [
    { label: 'Policy of these prompts', fileName: 'policy.json', make: () => policyFile(take().policy) },
    { label: 'The same transforms for Python (numpy)', fileName: 'augment.py', make: augmentScript },
    ...figureExports('Contact sheet', 'sheet', async () => {
      const { contactSheet, sheetTransforms } = await import('../../runs/figures/contact-sheet');
      const { policy, ...shown } = take();
      const about = aboutSheet(policy, shown);
      return contactSheet({
        policy,
        ...shown,
        transforms: sheetTransforms,
        modelName: about.provenance.modelName,
        about,
      });
    }),
  ];
}

/**
 * The exports of the page's own prompts.
 * @param shown the picture that is shown, and how strongly it is changed
 */
export function promptExports(shown: Pick<TakenPolicy, 'image' | 'imageName' | 'strength'>): readonly ExportItem[] {
  return photometricExports(() => ({ ...policyOfPrompts(store.getState()), ...shown }));
}

/** `augment.py` as the page was served with it. @throws Error where it is not there */
async function augmentScript(): Promise<string> {
  const response = await fetch(new URL('augment.py', document.baseURI));
  if (!response.ok) throw new Error(`augment.py could not be loaded (${response.status}).`);
  return response.text();
}

function aboutSheet(policy: Policy, { imageName, strength, threshold }: Omit<TakenPolicy, 'policy'>) {
  return {
    kind: 'contact sheet',
    createdAt: new Date().toISOString(),
    config: { image: imageName, strength, threshold, policy: JSON.parse(policyFile(policy)) as unknown },
    provenance: provenance(store.getState(), 0),
  };
}
