import { CodedError } from '../../src/errors/coded-error';
import { postprocess } from '../../src/geometry/detections';
import { type Command, inAPage } from './command';
import { detectorOf, openDetector, proposalsOf, takesClasses, targetPromptsOf } from './detector';
import { checkOffsetRequest, featureOffset, offsetsOf } from './feature-offset';
import { readImageFiles } from './images';
import { inPage } from './in-page';
import { opening } from './model';
import { commonOptions, namesOption } from './options';
import { openImages } from './page-images';

/** Detections above the detector's own thresholds, in pixels of each original image. */
export const detect: Command = {
  options: ['image', 'detector', 'classes', 'offsets', 'prompt', 'prompts', 'proposals', ...commonOptions],
  operands: null,
  resultFile: 'result.json',
  prepare: async (options) => {
    const files = readImageFiles(options.image, 'detect');
    const choice = detectorOf(options.detector, '.', '--detector', 'bad-arguments');
    const classes = options.classes === undefined ? undefined : namesOption('classes', options.classes);
    const request = {
      offsets: options.offsets === undefined ? null : offsetsOf(options.offsets, '.', '--offsets', 'bad-arguments'),
      prompt: options.prompt ?? null,
    };
    checkOffsetRequest(request, choice);
    const targetPrompts = options.prompts === undefined ? undefined : targetPromptsOf(options.prompts, choice);
    const proposals =
      options.proposals === undefined ? undefined : proposalsOf(options.proposals, choice, classes !== undefined);
    const open = opening(options);
    return inAPage(async (page) => {
      const { model } = await open(page);
      const { info, offsets } = await openDetector(page, model, choice, { classes, targetPrompts, proposals });
      const added = await featureOffset(page, model, request, offsets);
      const wanted =
        takesClasses(choice) || classes === undefined ? info.config.classes : known(classes, info.config.classes);
      const images = [];
      for (const [at, file] of files.entries()) {
        const key = await openImages(page, [file]);
        const raw = await inPage(
          page,
          async (work: { key: string; detector: string; featureOffset: Float32Array | null }) =>
            playgroundEngine.detect(openedImages.take(work.key)[0]!, work),
          { key, detector: info.name, featureOffset: added },
        );
        const found = raw.proposedAs?.length === 0 ? ': the network proposes no region' : '';
        console.error(`${at + 1}/${files.length} ${file.name}${found}`);
        const detections = postprocess(raw, info.config).filter(({ className }) => wanted.includes(className));
        images.push({
          file: file.name,
          width: raw.width,
          height: raw.height,
          detections: detections.map(({ className, score, box, proposedAs }) => ({
            class: className,
            score,
            box: [...box],
            ...(proposedAs ? { proposedAs } : {}),
          })),
        });
      }
      return { images };
    });
  },
};

/** The classes to keep. @throws CodedError for one that the detector does not find */
function known(classes: readonly string[], own: readonly string[]): readonly string[] {
  const stray = classes.find((name) => !own.includes(name));
  if (stray === undefined) return classes;
  throw new CodedError(
    'bad-arguments',
    `--classes: the detector does not find ${JSON.stringify(stray)}.`,
    `It finds ${own.join(', ')}. CLIP alone looks for anything: leave --detector out.`,
  );
}
