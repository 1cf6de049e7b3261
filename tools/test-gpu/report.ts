import type { Check, Figure, GroupName, GroupResult, Tell } from './group';
import type { Seconds } from './baseline';

/** All that a run of the suite found; this is `report.json`. */
export interface Report {
  readonly when: string;
  readonly appVersion: string;
  readonly runtime: 'browser' | 'node';
  /** The browser or Node with its version. */
  readonly host: string;
  readonly adapter: string;
  readonly software: boolean;
  readonly size: 'small' | 'full';
  readonly cpu: string;
  readonly model: string | null;
  readonly groups: readonly ReportedGroup[];
  readonly seconds: Seconds | null;
}

export interface ReportedGroup extends GroupResult {
  readonly name: GroupName;
  readonly wallSeconds: number;
}

/** A group, also where it ends with an exception: that is a failed check like another. */
export async function runGroup(name: GroupName, work: (tell: Tell) => Promise<void>): Promise<ReportedGroup> {
  const started = performance.now();
  const [checks, figures]: [Check[], Figure[]] = [[], []];
  try {
    await work({
      begin: (part) => console.error(`  ${part}`),
      check: (check) => checks.push(check),
      figure: (figure) => figures.push(figure),
    });
  } catch (error) {
    checks.push(brokenOff(error));
  }
  return { name, checks, figures, wallSeconds: Math.round((performance.now() - started) / 100) / 10 };
}

/** The failed check of a group that ends with an exception. */
export function brokenOff(error: unknown): Check {
  const measured = error instanceof Error ? error.message : String(error);
  return { name: 'the group runs to its end', status: 'fail', measured, limit: 'no exception' };
}

export function failures({ groups }: Report): readonly (Check & { readonly group: GroupName })[] {
  return groups.flatMap(({ name: group, checks }) =>
    checks.filter(({ status }) => status === 'fail').map((check) => ({ group, ...check })),
  );
}

/** How it ended, in one or two sentences. */
export function verdict(report: Report): string {
  const checks = report.groups.flatMap((group) => group.checks);
  const failed = failures(report).length;
  const judged = checks.filter(({ status }) => status !== 'note').length;
  const noted = checks.length - judged;
  const result = failed === 0 ? `All ${judged} checks pass` : `${failed} of ${judged} checks fail`;
  const notes = noted === 0 ? '' : `; ${noted} could not be judged`;
  const place = `${report.adapter}, in ${report.host}`;
  return `${result}${notes} on ${place}.${report.software ? ` ${softwareNotice}` : ''}`;
}

/** What a software adapter does not show. */
export const softwareNotice =
  'This machine offers no GPU: the adapter computes on the CPU, and the sizes are small. It shows that the kernels are right, and says nothing about the speed or the driver of a GPU.';
