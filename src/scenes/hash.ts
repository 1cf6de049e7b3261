import type { Scene } from './types';

/** 32-bit FNV-1a over the pixel bytes, the classes and the boxes (in 1/16 pixel): equal scenes have equal hashes. */
export function sceneHash(scene: Scene): number {
  let h = 0x811c9dc5;
  const { data } = scene.image;
  for (let i = 0; i < data.length; i++) h = Math.imul(h ^ (data[i] as number), 0x01000193);
  for (const object of scene.objects) {
    h = Math.imul(h ^ object.classIndex, 0x01000193);
    for (const edge of object.box) {
      const sixteenths = Math.round(edge * 16);
      h = Math.imul(h ^ (sixteenths & 255), 0x01000193);
      h = Math.imul(h ^ ((sixteenths >> 8) & 255), 0x01000193);
    }
  }
  return h >>> 0;
}
