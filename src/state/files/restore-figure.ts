import { isFormatError } from '../../errors/areas';
import * as v from 'valibot';
import { looksLikePng, readPngText } from '../../formats/figures/png';
import { readSvgMetadata } from '../../formats/figures/svg';
import { optimisationSettings } from '../../method/optimisation-settings';
import { validSettings } from '../../method/setting';
import { optimisationConfig } from '../../runs/records/run-schema';
import { figureKeyword } from '../../formats/figures/svg-png';
import { leftOut } from '../settings/left-out';
import { store } from '../store/store';

/** Larger files are no figures of this page. */
const mostBytes = 20_000_000;

const figureSchema = v.object({
  kind: v.literal('optimisation'),
  title: v.string(),
  config: optimisationConfig,
  // Absent from figures of earlier pages.
  sourceImages: v.optional(v.number()),
});

/**
 * Brings back the prompts and the parameters of an exported figure.
 * @returns false for a file that carries none: it is a picture like any other
 */
export async function restoreFigure(file: File): Promise<boolean> {
  const about = await readAbout(file);
  if (about === null) return false;
  const { notify, replacePrompts, changedParameters } = store.getState();
  const { success, output } = v.safeParse(figureSchema, about);
  if (!success) {
    notify({
      tone: 'info',
      message: 'This figure shows no run of the optimisation.',
      hint: 'Only such figures bring their prompts and parameters back.',
    });
    return true;
  }
  const { config, title, sourceImages } = output;
  const { valid, refused } = validSettings(optimisationSettings, { ...config, sourceImages });
  replacePrompts(config);
  store.setState({ changedParameters: { ...changedParameters, ...valid }, fieldDrafts: {} });
  leftOut('Some settings of this figure are beyond what this page takes', refused);
  notify({
    tone: 'info',
    message: `Prompts and parameters of the figure “${title}” are back.`,
    hint: 'Undo in the prompts brings back the ones you had. Run to draw the curve anew.',
  });
  return true;
}

async function readAbout(file: File): Promise<unknown> {
  if (file.size > mostBytes) return null;
  const isSvg = file.type === 'image/svg+xml' || file.name.endsWith('.svg');
  if (!isSvg && file.type !== 'image/png') return null;
  try {
    if (isSvg) return readSvgMetadata(await file.text());
    const bytes = new Uint8Array(await file.arrayBuffer());
    const json = looksLikePng(bytes) ? readPngText(bytes, figureKeyword) : null;
    return json === null ? null : (JSON.parse(json) as unknown);
  } catch (error) {
    // What cannot be read here may still be a picture, and decoding says best what is wrong with it.
    if (isFormatError(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}
