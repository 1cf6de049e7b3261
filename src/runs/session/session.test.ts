import { type SessionError, isSessionError } from '../../errors/areas';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../records/run-record';
import { exportSession, importSession, type Session } from './session';
import { exampleProvenance, exampleRun } from '../testing';

const example: Session = {
  title: 'Example',
  createdAt: '2026-11-01T10:00:00.000Z',
  appVersion: 'test',
  model: { name: 'tiny', hash: 'ab12' },
  prompts: { source: 'day', targets: ['night'] },
  runs: [exampleRun('1')],
  detections: {
    image: { kind: 'scene', domain: 'night-rainy', split: 'test', index: 3 },
    panes: [
      {
        title: 'Baseline',
        detector: 'baseline',
        offset: null,
        detections: {
          width: 64,
          height: 48,
          classes: ['car', 'bus'],
          boxes: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
          scores: Float32Array.of(0.5, 0.25, 0.25),
          proposedAs: [{ label: 'van', score: 0.75 }],
        },
      },
    ],
  },
  evaluations: [],
  marks: [],
  detectors: [],
  explain: null,
  view: { threshold: 0.5, hidden: ['a'], nested: { smooth: null } },
};

const double = fc.double({ noDefaultInfinity: true });
const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const curvesArbitrary = fc.tuple(fc.array(fc.string(), { maxLength: 4 }), fc.nat(5)).chain(([columns, rows]) =>
  fc.record({
    columns: fc.constant(columns),
    values: fc.tuple(
      ...columns.map(() =>
        fc
          .array(
            double.map((x) => x + 0),
            { minLength: rows, maxLength: rows },
          )
          .map((values) => Float64Array.from(values)),
      ),
    ),
  }),
);
const common = {
  id: fc.string(),
  title: fc.string(),
  createdAt: fc.constant('2026-11-01T10:00:00.000Z'),
  status: fc.constantFrom('finished' as const, 'stopped' as const, 'failed' as const),
  provenance: fc.constant(exampleProvenance),
};
const run: fc.Arbitrary<RunRecord> = fc.oneof(
  fc.record({
    ...common,
    kind: fc.constant('optimisation' as const),
    config: fc.constant(exampleRun('x').config),
    images: fc.array(fc.string()),
    curves: curvesArbitrary,
    offsets: fc.option(
      fc.tuple(fc.array(float, { minLength: 2, maxLength: 2 }), float).map(([means, norm]) => ({
        kind: 'pooled' as const,
        offsets: {
          sourcePrompt: 'a',
          targetPrompts: ['b'],
          channels: 2,
          height: 1,
          width: 1,
          means: Float32Array.from(means),
          norms: Float32Array.of(norm),
        },
      })),
    ),
  }),
  fc.record({
    ...common,
    kind: fc.constant('training' as const),
    config: fc.constant({
      steps: 300,
      imagesPerStep: 4,
      learningRate: 0.02,
      warmupSteps: 20,
      learningRateDrops: [220],
      momentum: 0.9,
      weightDecay: 1e-4,
      gradientClip: null,
      trainable: ['layer4' as const],
      clipRateFactor: 1,
      method: 'additive' as const,
      augmentationProbability: 0.5,
      horizontalFlip: 0.5,
      seed: 1,
    }),
    detector: fc.string(),
    start: fc.string(),
    scenes: fc.nat(),
    targetPrompts: fc.array(fc.string()),
    validation: fc.array(fc.record({ steps: fc.nat(), map50: fc.double({ min: 0, max: 1, noNaN: true }) })),
    curves: curvesArbitrary,
  }),
);

function openBroken(change: (document: Record<string, unknown>) => unknown): SessionError {
  const document = JSON.parse(exportSession(example)) as Record<string, unknown>;
  try {
    importSession(JSON.stringify(change(document)));
  } catch (error) {
    if (isSessionError(error)) return error;
    throw error;
  }
  throw new Error('the session was accepted');
}

describe('session', () => {
  it('comes back as it was', () => {
    expect(importSession(exportSession(example))).toEqual(example);
  });

  it('comes back as it was, whatever its runs hold', () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 3 }), fc.string(), (runs, title) => {
        const session = { ...example, runs, title };
        const first = exportSession(session);
        const opened = importSession(first);
        // JSON knows no -0; the text of a second export says whether anything else was lost.
        expect(exportSession(opened)).toBe(first);
        expect(opened.title).toBe(title);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['text', 'hello', 'not-a-session', 'no JSON'],
    ['other JSON', '{"a":1}', 'not-a-session', 'no session'],
    ['an array', '[]', 'not-a-session', 'no session'],
    ['a cut file', exportSession(example).slice(0, -20), 'session-broken', 'cut short'],
  ])('refuses %s', (_, json, code, message) => {
    expect(() => importSession(json)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
    );
  });

  it('names what is wrong', () => {
    expect(openBroken((document) => ({ ...document, version: 99 })).code).toBe('session-too-new');
    expect(openBroken((document) => ({ ...document, model: { name: 3, hash: '' } })).message).toContain('model.name');
    expect(openBroken((document) => ({ ...document, surprise: 1 })).message).toContain('surprise');
    expect(openBroken((document) => ({ ...document, createdAt: 'yesterday' })).message).toContain('createdAt');
  });

  it('refuses arrays that do not fit their shape', () => {
    const broken = openBroken((document) => {
      const [first] = document['runs'] as { offsets: { offsets: { channels: number } } }[];
      first!.offsets.offsets.channels = 4_000_000_000;
      return document;
    });
    expect(broken.message).toContain('runs.0.offsets.offsets');
    expect(broken.message).toContain('shape');
  });

  it('refuses base64 that was damaged', () => {
    const broken = openBroken((document) => {
      const { panes } = document['detections'] as { panes: { detections: { boxes: string } }[] };
      panes[0]!.detections.boxes = 'not base64!';
      return document;
    });
    expect(broken.message).toContain('detections.panes.0.detections.boxes');
  });

  it('embeds no image but a picture', () => {
    const broken = openBroken((document) => ({
      ...document,
      detections: { image: { kind: 'embedded', name: 'x', dataUrl: 'data:image/svg+xml;base64,AAAA' }, panes: [] },
    }));
    expect(broken.message).toContain('dataUrl');
  });
});
