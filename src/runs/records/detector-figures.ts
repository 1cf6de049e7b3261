import { unseenDomains } from './benchmark-results';
import { sourceDomain } from '../../scenes/conditions';

/** What the shipped detectors reach on test scenes that nobody chose them by; `npm run detector-figures` writes it. */
export interface DetectorFigures {
  /** Hash of the model that the detectors belong to. */
  readonly modelHash: string;
  /** The streets of each domain: `count` of the split from `first` on, counted from 0. */
  readonly scenes: { readonly split: 'test'; readonly first: number; readonly count: number };
  /** By the names of the detectors. */
  readonly detectors: Readonly<Record<string, ShippedFigures>>;
}

export interface ShippedFigures {
  readonly title: string;
  /** Of the detector's file, hexadecimal. */
  readonly sha256: string;
  /** By domain, 0 to 1: mean AP at IoU .5, VOC 2007's 11 points. */
  readonly ap50: Readonly<Record<string, number>>;
  /** On the source domain, 0 to 1: COCO's AP75. */
  readonly ap75: number;
}

/** Mean AP50 on the source, and over the four unseen domains. */
export function shippedMeans({ ap50 }: ShippedFigures): { readonly source: number; readonly unseen: number } {
  const of = (domain: string) => ap50[domain] ?? NaN;
  return {
    source: of(sourceDomain),
    unseen: unseenDomains.reduce((sum, domain) => sum + of(domain), 0) / unseenDomains.length,
  };
}
