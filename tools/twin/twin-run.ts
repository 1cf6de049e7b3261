import type { DomainResult } from '../../src/evaluation/domain-result';
import type { TrainingConfig } from '../../src/method/training-config';
import type { ConfidenceBin } from '../../src/metrics/confidence-bins';
import type { CorruptionName, Severity } from '../../src/photometrics/corruptions/corruption-names';
import type { StoredMatches } from '../headless/evaluate';

/** Consecutive scenes of a split: the number of the first, and how many. */
export interface SceneRange {
  readonly first: number;
  readonly count: number;
}

/** Scenes with which a run is tested; null for a part that is left out. */
export interface TestScenes {
  /** Of `daytime-clear/val`. */
  readonly validation: SceneRange;
  /** Of `test` of each of the five domains. */
  readonly test: SceneRange | null;
  /** Of `test` of each of the thirteen other conditions. */
  readonly others: SceneRange | null;
  /** Of `daytime-clear/test`, under each of the held-out corruptions. */
  readonly corrupted: SceneRange | null;
}

/** A domain, with how closely boxes fit and how far scores can be trusted. */
export interface TestedDomain extends DomainResult {
  /** COCO's AP75. */
  readonly map75: number | null;
  readonly confidence: readonly ConfidenceBin[];
}

/** A condition that is none of the five domains. AP at IoU .5 by VOC 2007. */
export interface TestedCondition {
  readonly condition: string;
  readonly images: number;
  readonly map50: number | null;
  /** D-ECE, 0 to 1. */
  readonly calibrationError: number | null;
}

/** Source images under one corruption. AP at IoU .5 by VOC 2007. */
export interface TestedCorruption {
  readonly corruption: CorruptionName;
  readonly severity: Severity;
  readonly images: number;
  readonly map50: number | null;
}

/** What a test found, part by part; nothing of a part that was left out. */
export interface TwinTest {
  readonly tested: TestScenes;
  readonly validation: TestedDomain;
  readonly domains: readonly TestedDomain[];
  /** Of the domains. */
  readonly matches: StoredMatches;
  readonly others: readonly TestedCondition[];
  readonly corrupted: readonly TestedCorruption[];
}

/** A row trained in PyTorch with one seed. */
export interface TwinTraining {
  readonly row: string;
  readonly seed: number;
  /** ISO 8601; of the last test. */
  readonly finishedAt: string;
  readonly config: {
    readonly training: Omit<TrainingConfig, 'method'>;
    readonly method: string;
    /** The file of what the method learned: its name, below the root where it lies there, and its SHA-256. */
    readonly learned: { readonly file: string; readonly sha256: string } | null;
  };
  readonly modelHash: string;
  readonly backend: string;
  /** Of training alone. */
  readonly secondsPerStep: number;
  readonly steps: number;
  /** Mean total loss of each twentieth of the run. */
  readonly losses: readonly number[];
}

/** A row trained in PyTorch with one seed, and tested; as `StoredRun` of the playground's own runs. AP lies between 0 and 1. */
export type TwinRun = TwinTraining & TwinTest;
