import { scaleRgb, type Rgb } from './colours';
import type { Frame } from './frame';
import { material, type Paint } from './raster';
import { ball, limb } from './shapes';
import type { Stage } from './stage';

/** A joint in local coordinates, metres: forward, up, right. */
export type Joint = readonly [u: number, v: number, w: number];

/** The joints of a body; pairs are left and right. */
export interface Skeleton {
  readonly hip: Joint;
  readonly chest: Joint;
  readonly head: Joint;
  readonly knees: readonly [Joint, Joint];
  readonly feet: readonly [Joint, Joint];
  readonly elbows: readonly [Joint, Joint];
  readonly hands: readonly [Joint, Joint];
}

/** What a person wears. */
export interface Outfit {
  readonly shirt: Rgb;
  readonly trousers: Rgb;
  readonly skin: Rgb;
  readonly hair: Rgb;
  readonly shoes: Rgb;
  /** Bare lower legs. */
  readonly shorts: boolean;
  readonly skirt: boolean;
  readonly coat: boolean;
  readonly longHair: boolean;
  readonly headgear: 'none' | 'cap' | 'helmet' | 'full-helmet';
  readonly headgearRgb: Rgb;
  readonly backpack: Rgb | null;
}

const paintOf = (rgb: Rgb, top = 1.1, bottom = 0.84): Paint => ({ rgb, material: material.wall, top, bottom });

/** Draws a clothed body, far limbs first; `scale` stretches heights and widths (1 is a person of 1.75 m). */
export function drawFigure(stage: Stage, frame: Frame, skeleton: Skeleton, outfit: Outfit, scale: number): void {
  const { u, w } = frame.viewer();
  const distance = Math.sqrt(u * u + w * w);
  const across = Math.abs(u) / distance;
  const nearSide = w > 0 ? 1 : 0;
  const at = ([ju, jv, jw]: Joint) => frame.at(ju * scale, jv * scale, jw * scale);
  const part = (a: Joint, ra: number, b: Joint, rb: number, paint: Paint): void =>
    limb(stage, at(a), ra * scale, at(b), rb * scale, paint, 0.5);
  const leg = (i: 0 | 1, shade: number): void => {
    const knee = skeleton.knees[i];
    const foot = skeleton.feet[i];
    const hip: Joint = [skeleton.hip[0], skeleton.hip[1], skeleton.hip[2] + (i === 0 ? -0.09 : 0.09)];
    const cloth = paintOf(scaleRgb(outfit.trousers, shade), 1, 0.95);
    const lower = outfit.shorts || outfit.skirt ? paintOf(scaleRgb(outfit.skin, shade), 1, 0.95) : cloth;
    part(knee, 0.066, foot, 0.05, lower);
    part(hip, 0.1, knee, 0.076, outfit.skirt ? lower : cloth);
    part(
      [foot[0] - 0.03, foot[1] - 0.02, foot[2]],
      0.05,
      [foot[0] + 0.12, foot[1] - 0.035, foot[2]],
      0.042,
      paintOf(outfit.shoes),
    );
  };
  const arm = (i: 0 | 1, shade: number): void => {
    const [cu, cv, cw] = skeleton.chest;
    const shoulder: Joint = [cu, cv + 0.06, cw + (i === 0 ? -0.2 : 0.2)];
    const sleeve = paintOf(scaleRgb(outfit.shirt, shade), 1, 0.92);
    part(
      skeleton.elbows[i],
      0.05,
      skeleton.hands[i],
      0.042,
      outfit.coat ? sleeve : paintOf(scaleRgb(outfit.skin, shade)),
    );
    part(shoulder, 0.066, skeleton.elbows[i], 0.054, sleeve);
    ball(stage, at(skeleton.hands[i]), 0.05 * scale, paintOf(scaleRgb(outfit.skin, shade)));
  };
  const far = nearSide === 1 ? 0 : 1;
  leg(far, 0.78);
  arm(far, 0.8);
  const pack = outfit.backpack;
  const drawPack = (): void => {
    if (pack === null) return;
    const [cu, cv, cw] = skeleton.chest;
    const back = cu - 0.19;
    part([back, cv + 0.02, cw], 0.13, [back - 0.02, cv - 0.26, cw], 0.15, paintOf(pack, 1.15, 0.75));
  };
  if (u > 0) drawPack();
  leg(nearSide, 1);
  torso(skeleton, outfit, across, part);
  if (u <= 0) drawPack();
  head(stage, frame, skeleton, outfit, scale, u > 0, across);
  arm(nearSide, 0.94);
}

type Part = (a: Joint, ra: number, b: Joint, rb: number, paint: Paint) => void;

function torso(skeleton: Skeleton, outfit: Outfit, across: number, part: Part): void {
  const { hip, chest } = skeleton;
  const shirt = paintOf(outfit.shirt, 1.12, 0.82);
  const spread = 0.1 * across;
  if (outfit.skirt) {
    part(
      [hip[0], hip[1] + 0.08, hip[2]],
      0.13,
      [hip[0], hip[1] - 0.3, hip[2]],
      0.21,
      paintOf(scaleRgb(outfit.trousers, 1.15), 1.05, 0.85),
    );
  }
  const low: Joint = outfit.coat ? [hip[0], hip[1] - 0.2, hip[2]] : [hip[0], hip[1] + 0.05, hip[2]];
  for (const s of [-1, 1]) {
    part(
      [chest[0], chest[1] - 0.02, chest[2] + s * spread],
      0.135,
      [low[0], low[1], low[2] + s * spread * 0.7],
      outfit.coat ? 0.14 : 0.115,
      shirt,
    );
  }
}

function head(
  stage: Stage,
  frame: Frame,
  skeleton: Skeleton,
  outfit: Outfit,
  scale: number,
  facing: boolean,
  across: number,
): void {
  const [hu, hv, hw] = skeleton.head;
  const at = (du: number, dv: number) => frame.at((hu + du) * scale, (hv + dv) * scale, hw * scale);
  const skin = paintOf(outfit.skin, 1.08, 0.88);
  const hair = paintOf(outfit.hair, 1.2, 0.85);
  const r = 0.118 * scale;
  limb(
    stage,
    at(-0.01, -0.02),
    0.055 * scale,
    at(-0.02, -0.19),
    0.06 * scale,
    paintOf(scaleRgb(outfit.skin, 0.85)),
    0.4,
  );
  if (outfit.headgear === 'full-helmet') {
    ball(stage, at(0, 0.01), r * 1.22, paintOf(outfit.headgearRgb, 1.25, 0.75), 1);
    if (facing || across < 0.8) {
      limb(
        stage,
        at(0.08, 0.02),
        0.05 * scale,
        at(0.1, 0.01),
        0.05 * scale,
        { rgb: [0.1, 0.12, 0.15], material: material.glass },
        0.5,
      );
    }
    return;
  }
  if (outfit.longHair) limb(stage, at(-0.05, 0.03), r * 1.05, at(-0.09, -0.2), r * 0.75, hair, 0.6);
  ball(stage, at(-0.035, 0.03), r * 1.1, hair, 0.95);
  if (facing || across < 0.85)
    ball(stage, at(0.035, facing ? -0.025 : -0.01), r * (facing && across > 0.6 ? 0.9 : 0.82), skin, 0.8);
  if (outfit.headgear === 'none') return;
  const gear = paintOf(outfit.headgearRgb, 1.2, 0.85);
  limb(stage, at(-0.07, 0.08), r * 0.72, at(0.05, 0.09), r * 0.66, gear, 0.7);
  if (outfit.headgear === 'cap' && facing)
    limb(stage, at(0.06, 0.065), 0.03 * scale, at(0.17, 0.05), 0.025 * scale, gear, 0.4);
}
