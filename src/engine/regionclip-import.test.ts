/** A detector of RegionCLIP beside a model: it finds its own classes with any, others with the text tower of its CLIP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coco65 } from '../detector/coco-classes';
import { readDetectorFile } from '../detector/detector-file';
import { regionclipBytes, regionclipPicture } from '../detector/regionclip/testing-regionclip';
import { postprocess } from '../geometry/detections';
import { inProcessEngine, smallTraining, tinyBundle } from './testing';

describe('a detector of RegionCLIP in the engine', () => {
  const engine = inProcessEngine();
  const file = new Blob([regionclipBytes]);
  const photo = regionclipPicture();

  beforeAll(async () => {
    await engine.setBackend('wasm');
    await engine.loadModel(tinyBundle());
  });
  afterAll(() => engine.dispose());

  it('detects, is kept as a file of this program, and comes back from it', async () => {
    const { detector, offsets } = await engine.importCheckpoint('regionclip', file);
    expect(detector).toMatchObject({ title: 'RegionCLIP (COCO)', provenance: { trainedOn: 'real photographs: COCO' } });
    expect(detector.config.classes).toEqual(coco65);
    expect(offsets).toBeNull();
    const request = { featureOffset: null, maxProposals: 20 };
    const raw = await engine.detect(photo, { ...request, detector: 'regionclip' });
    expect(raw.boxes).toHaveLength(20 * 65 * 4);
    const found = postprocess(raw, detector.config);
    expect(found.length).toBeGreaterThan(5);

    const kept = await engine.exportDetector('regionclip');
    expect((await engine.importDetector('again', kept)).memory).toEqual(detector.memory);
    const { boxes, scores } = await engine.detect(photo, { ...request, detector: 'again' });
    expect([Buffer.from(boxes.buffer).compare(Buffer.from(raw.boxes.buffer)), scores]).toEqual([0, raw.scores]);
  });

  it('finds what is typed, by the model’s text tower', async () => {
    const classes = ['person', 'scarecrow'];
    const { detector } = await engine.importCheckpoint('typed', file, { classes });
    expect(detector.config.classes).toEqual(classes);
    const { weights } = await readDetectorFile(await engine.exportDetector('typed'));
    const [, scarecrow] = await engine.embedText(['a photo of a person', 'a photo of a scarecrow']);
    expect(weights.get('roi_heads.box_predictor.test_cls_score.weight')!.data.subarray(32)).toEqual(
      scarecrow!.embedding,
    );
  });

  it('says why it is not trained, not written for the reference, and not shifted by offsets of other sizes', async () => {
    await engine.importCheckpoint('regionclip', file);
    const why = /^“RegionCLIP \(COCO\)” stands on towers of its own/u;
    const refusal = { code: 'bad-config', message: expect.stringMatching(why) };
    await expect(engine.exportCheckpoint({ detector: 'regionclip', offsets: null })).rejects.toMatchObject(refusal);
    const training = { ...smallTraining('more'), start: { kind: 'detector', name: 'regionclip' } as const };
    await expect(engine.estimateTraining(training)).rejects.toMatchObject(refusal);
    const featureOffset = new Float32Array(96);
    await expect(engine.detect(photo, { detector: 'regionclip', featureOffset })).rejects.toMatchObject({
      code: 'bundle-mismatch',
      message: 'The semantic offset has 96 channels, but this detector’s needs 128 values.',
    });
  });

  it('a file that is refused changes nothing', async () => {
    await engine.importCheckpoint('regionclip', file);
    const before = await engine.exportDetector('regionclip');
    await expect(engine.importCheckpoint('regionclip', file.slice(0, 50_000))).rejects.toMatchObject({
      code: 'bundle-file-broken',
    });
    expect(Buffer.compare(await engine.exportDetector('regionclip'), before)).toBe(0);
  });
});
