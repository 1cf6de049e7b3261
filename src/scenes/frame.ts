import type { Vec3 } from './stage';

/** Where a road user stands and which way it faces: a unit direction on the ground. */
export interface Pose {
  readonly x: number;
  readonly z: number;
  readonly forwardX: number;
  readonly forwardZ: number;
}

/** Local coordinates of a road user: u forward, v up, w to its right, metres; the origin on the ground below its centre. */
export class Frame {
  readonly pose: Pose;

  constructor(pose: Pose) {
    this.pose = pose;
  }

  /** World position of a local point. */
  at(u: number, v: number, w: number): Vec3 {
    const { x, z, forwardX, forwardZ } = this.pose;
    return [x + u * forwardX + w * forwardZ, v, z + u * forwardZ - w * forwardX];
  }

  /** Appends a local point to a list of x, y, z triples. */
  push(points: number[], u: number, v: number, w: number): void {
    const { x, z, forwardX, forwardZ } = this.pose;
    points.push(x + u * forwardX + w * forwardZ, v, z + u * forwardZ - w * forwardX);
  }

  /** The viewer's position on the local ground plane. */
  viewer(): { u: number; w: number } {
    const { x, z, forwardX, forwardZ } = this.pose;
    return { u: -x * forwardX - z * forwardZ, w: -x * forwardZ + z * forwardX };
  }
}

/** The unit direction of a heading: tangent of half the angle from +z (away) towards +x (right). */
export function headingFromHalfTangent(t: number): { forwardX: number; forwardZ: number } {
  const k = 1 + t * t;
  return { forwardX: (2 * t) / k, forwardZ: (1 - t * t) / k };
}
