/** What the suite consists of, in the order in which it runs: first the parts, then the whole, at the end what disturbs the rest. */
export const groupNames = ['kernels', 'goldens', 'determinism', 'growth', 'speed', 'device-loss'] as const;
export type GroupName = (typeof groupNames)[number];

/** What needs no page. A device that is lost takes its worker with it, and Node's engine has none of its own. */
export const nodeGroupNames = [
  'kernels',
  'goldens',
  'determinism',
  'growth',
  'speed',
] as const satisfies readonly GroupName[];

/** What each group holds the machine to. */
export const groupTitles: Readonly<Record<GroupName, string>> = {
  kernels: 'Kernels against the cpu backend',
  goldens: 'Curves and detections against goldens that wasm made',
  determinism: 'Two runs alike, bit for bit',
  growth: 'Memory does not grow',
  speed: 'Speed against the recorded baseline of this adapter',
  'device-loss': 'The device is lost in the middle of work, and nothing with it',
};

/** One thing that was held to a limit. `note`: it could not be judged here, with the reason. */
export interface Check {
  readonly name: string;
  readonly status: 'pass' | 'fail' | 'note';
  readonly measured: string;
  readonly limit: string;
}

/** One figure of the report. */
export interface Figure {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly lines: readonly { readonly label: string; readonly x: readonly number[]; readonly y: readonly number[] }[];
}

export interface GroupResult {
  readonly checks: readonly Check[];
  readonly figures: readonly Figure[];
}

/** Hears of what a group finds as soon as it is found. */
export interface Tell {
  /** A part of the group that begins. */
  begin(name: string): void;
  check(check: Check): void;
  figure(figure: Figure): void;
}

/** A check that a number keeps within a limit; what is no number does not. */
export function atMost(name: string, value: number, limit: number, unit = ''): Check {
  return {
    name,
    status: value <= limit ? 'pass' : 'fail',
    measured: `${shortNumber(value)}${unit}`,
    limit: `at most ${shortNumber(limit)}${unit}`,
  };
}

/** A check that something holds. */
export function holds(name: string, condition: boolean, measured: string, limit: string): Check {
  return { name, status: condition ? 'pass' : 'fail', measured, limit };
}

/** Three significant digits. */
export function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
}
