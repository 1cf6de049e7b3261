import { expect, test } from 'vitest';
import { failures, type Report, runGroup, verdict } from './report';
import { reportPage } from './report-page';

const pass = { name: 'conv2d', status: 'pass', measured: '1 %', limit: '100 %' } as const;
const report: Report = {
  when: '2026-01-02T00:00:00Z',
  appVersion: '0.1.0',
  runtime: 'browser',
  host: 'Chrome 1',
  adapter: 'acme <gpu>',
  software: false,
  size: 'full',
  cpu: 'A',
  model: null,
  seconds: null,
  groups: [
    {
      name: 'kernels',
      wallSeconds: 1,
      checks: [pass, { ...pass, name: 'roi <b>', status: 'fail' }, { ...pass, name: 'new', status: 'note' }],
      figures: [{ title: 'L_opt', xLabel: 'x', yLabel: 'y', lines: [{ label: 'golden', x: [0, 1], y: [2, 1] }] }],
    },
  ],
};
const good: Report = { ...report, groups: [{ ...report.groups[0]!, checks: [pass] }] };

test('the verdict counts what was judged, and says where', () => {
  expect(verdict(report)).toBe('1 of 2 checks fail; 1 could not be judged on acme <gpu>, in Chrome 1.');
  expect(verdict(good)).toBe('All 1 checks pass on acme <gpu>, in Chrome 1.');
  expect(failures(report)).toEqual([expect.objectContaining({ group: 'kernels', name: 'roi <b>' })]);
});

test('a software adapter is named as such in words and on the page', () => {
  expect(verdict({ ...good, software: true })).toContain('computes on the CPU');
  expect(reportPage({ ...good, software: true })).toContain('offers no GPU');
  expect(reportPage(good)).not.toContain('offers no GPU');
});

test('the page stands alone: figures inside, nothing loaded, texts escaped', () => {
  const page = reportPage(report);
  expect(page).toContain('<svg');
  expect(page).not.toContain('<?xml');
  expect(page).not.toMatch(/\b(?:src|href)=/u);
  expect(page).not.toContain('<gpu>');
  expect(page).not.toContain('roi <b>');
  expect(page).toContain('roi &#60;b&#62;');
});

test('a group that ends with an exception is a failed check', async () => {
  const group = await runGroup('growth', () => Promise.reject(new Error('worker gone')));
  expect(group.checks).toEqual([expect.objectContaining({ status: 'fail', measured: 'worker gone' })]);
});
