import type { ApByMetric, DomainResult } from '../../evaluation/domain-result';
import type { BootstrapInterval } from '../../metrics/bootstrap';
import type { Knowledge } from '../../method/knowledge';
import { sourceDomain } from '../../scenes/conditions';

/** What a detector has on one set of streets. Numbers lie between 0 and 1; null where there was nothing to find. */
export interface BenchmarkDomain {
  readonly domain: string;
  readonly images: number;
  readonly map50: ApByMetric;
  /** COCO's AP75: how closely boxes fit. */
  readonly map75: number | null;
  /** D-ECE: how far scores can be trusted. */
  readonly calibrationError: number | null;
  /** VOC 2007. */
  readonly classes: readonly { readonly name: string; readonly voc11: number | null }[];
}

/** A condition that is none of the five domains. AP at IoU .5, VOC 2007. */
export interface BenchmarkCondition {
  readonly condition: string;
  readonly images: number;
  readonly map50: number | null;
  readonly calibrationError: number | null;
}

/** A trained and tested detector of the table. */
export interface BenchmarkRun {
  readonly seed: number;
  /** ISO 8601. */
  readonly finishedAt: string;
  /** The whole configuration of the training. */
  readonly config: unknown;
  readonly modelHash: string;
  readonly backend: string;
  readonly secondsPerStep: number;
  readonly steps: number;
  /** Mean total loss of each twentieth of the run. */
  readonly losses: readonly number[];
  /** On `daytime-clear/val`. */
  readonly validation: BenchmarkDomain;
  readonly domains: readonly BenchmarkDomain[];
  /** The thirteen other conditions; none where they were not tested. */
  readonly others: readonly BenchmarkCondition[];
}

/** Something of several rows, over the seeds that they share. */
export interface Estimate {
  readonly value: number;
  readonly seeds: number;
  /** 95 %, of the bootstrap over seeds and streets. */
  readonly interval: BootstrapInterval | null;
}

/** Source streets under held-out corruptions, with one seed. AP at IoU .5, VOC 2007. */
export interface CorruptedTest {
  readonly seed: number;
  readonly images: number;
  /** On the same streets as they are. */
  readonly clean: number | null;
  readonly results: readonly {
    readonly corruption: string;
    readonly map50: number | null;
    /** The row trained on it, so that it was not held out. */
    readonly trained: boolean;
  }[];
}

/** A line of the table. */
export interface BenchmarkRow {
  readonly name: string;
  readonly title: string;
  /** What happens to a training image, in a sentence. */
  readonly does: string;
  readonly knows: Knowledge;
  /** Seeds that the row is meant to have. */
  readonly wantedSeeds: number;
  readonly runs: readonly BenchmarkRun[];
  /** Mean AP on the four unseen domains minus that of `none`; null for `none` itself, and without shared seeds. */
  readonly overNone: Estimate | null;
  /** The same minus that of `jitter`. */
  readonly overJitter: Estimate | null;
  /** (row − none)/(headroom − none), 1 for headroom itself. */
  readonly headroomShare: Estimate | null;
  /** Letters of the groups of rows that cannot be told apart; empty for a row that is in none. */
  readonly groups: string;
  readonly corrupted: CorruptedTest | null;
}

/** Two rows seed by seed: mean AP on the four unseen domains, the row minus the other. */
export interface PairedDifference {
  readonly row: string;
  readonly other: string;
  readonly bySeed: readonly { readonly seed: number; readonly difference: number }[];
  /** Student's paired t over the seeds; null with fewer than two. */
  readonly t: { readonly mean: number; readonly interval: BootstrapInterval; readonly p: number } | null;
  /** Raised by Holm's step-down over all pairs of rows with five seeds; null for any other pair. */
  readonly adjustedP: number | null;
}

/** Streets of a split: the number of the first, and how many. */
export interface StreetRange {
  readonly first: number;
  readonly count: number;
}

/** With what all runs were trained and tested. */
export interface BenchmarkProtocol {
  readonly steps: number;
  readonly seeds: readonly number[];
  readonly validation: StreetRange;
  readonly test: StreetRange;
  /** Null where no run was tested there. */
  readonly others: StreetRange | null;
  readonly corrupted: StreetRange | null;
}

/** The table that `npm run table` writes, for the page. */
export interface BenchmarkResults {
  /** Null without any run. */
  readonly protocol: BenchmarkProtocol | null;
  /** What the numbers say, computed from them. */
  readonly conclusion: string;
  /** What the table cannot say. */
  readonly limits: readonly string[];
  readonly rows: readonly BenchmarkRow[];
  readonly pairs: readonly PairedDifference[];
}

/** Whether a domain, or a split of it in a data set, is the one that detectors are trained on. */
export function isSourceDomain(name: string): boolean {
  return name === sourceDomain || name.startsWith(`${sourceDomain}/`);
}

export const unseenDomains = ['night-clear', 'dusk-rainy', 'night-rainy', 'daytime-foggy'] as const;

/** What a run was tested on. */
export interface TestedRun {
  readonly domains: readonly Pick<DomainResult, 'domain' | 'map50'>[];
}

/** Mean of a number over the seeds, and its extent; null without runs. */
export function overSeeds(
  values: readonly number[],
): { readonly mean: number; readonly min: number; readonly max: number } | null {
  if (values.length === 0) return null;
  return { mean: values.reduce((a, b) => a + b) / values.length, min: Math.min(...values), max: Math.max(...values) };
}

/** Mean AP of a domain in a run, by one definition; NaN where it was not tested. */
export function domainAp({ domains }: TestedRun, name: string, metric: keyof ApByMetric = 'voc11'): number {
  return domains.find(({ domain }) => domain === name)?.map50[metric] ?? NaN;
}

/** Mean over the four unseen domains. */
export function unseenAp(run: TestedRun, metric: keyof ApByMetric = 'voc11'): number {
  return unseenDomains.reduce((sum, name) => sum + domainAp(run, name, metric), 0) / unseenDomains.length;
}

/** The least of the four unseen domains. */
export function worstUnseenAp(run: TestedRun, metric: keyof ApByMetric = 'voc11'): number {
  return Math.min(...unseenDomains.map((name) => domainAp(run, name, metric)));
}
