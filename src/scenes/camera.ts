/**
 * A pinhole camera at (0, height, 0) that looks along +z, horizon level.
 * World: metres, x to the right, y up from the ground, z away from the viewer. Screen: pixels, y down.
 */
export interface Camera {
  /** Focal length in pixels. */
  readonly focal: number;
  /** Screen column of the optical axis and row of the horizon. */
  readonly centreX: number;
  readonly horizonY: number;
  /** Height of the eye above the ground, metres. */
  readonly height: number;
}

/** Nearest depth that is drawn, metres. */
export const nearPlane = 0.6;

/** Screen column of a point. */
export function screenX(camera: Camera, x: number, z: number): number {
  return camera.centreX + (camera.focal * x) / z;
}

/** Screen row of a point. */
export function screenY(camera: Camera, y: number, z: number): number {
  return camera.horizonY + (camera.focal * (camera.height - y)) / z;
}
