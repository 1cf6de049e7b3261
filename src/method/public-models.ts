/** A CLIP of the hub that one click downloads. */
export interface PublicModel {
  readonly title: string;
  /** Repository and commit, so that it is the same model at every visit. */
  readonly address: string;
  /** Of all its files, about. */
  readonly bytes: number;
  readonly goodFor: string;
}

/** Both are in float32: no half-precision copy is known of which a commit could be named here. */
export const publicModels: readonly PublicModel[] = [
  {
    title: 'OpenAI RN50',
    address: 'timm/resnet50_clip.openai@ec3d92cf63a5f9d591f0d611b736895966c73076',
    bytes: 408_291_932,
    goodFor: 'answers sooner and needs less memory',
  },
  {
    title: 'OpenAI RN101',
    address: 'immich-app/RN101__openai@b22b43c8287c8ccc2c40f7592039e1ee420d9048',
    bytes: 479_000_000,
    goodFor: 'is the one of the paper, deeper and slower',
  },
];
