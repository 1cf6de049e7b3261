import { drawProp } from './props';
import { bodySize, drawRoadUser, type RoadUser } from './road-user';
import type { Stage } from './stage';
import type { Street } from './street';

/** Depth of a road user's nearest corner. */
function nearest(user: RoadUser): number {
  const { length, width } = bodySize(user.body);
  const { z, forwardX, forwardZ } = user.pose;
  return z - (Math.abs(forwardZ) * length + Math.abs(forwardX) * width) / 2;
}

/** Draws props and road users, far ones first; returns each road user's own pixels by id. */
export function drawStreetLife(stage: Stage, street: Street): number[] {
  const ownPixels: number[] = [0];
  const things: { z: number; draw(): void }[] = street.props.map((prop) => ({
    z: prop.z,
    draw: () => drawProp(stage, prop),
  }));
  street.users.forEach((user, index) => {
    const id = index + 1;
    things.push({
      z: nearest(user),
      draw: () => {
        stage.id = id;
        drawRoadUser(stage, user);
        stage.id = 0;
        ownPixels[id] = stage.raster.count(id);
      },
    });
  });
  things.sort((a, b) => b.z - a.z);
  for (const thing of things) thing.draw();
  return ownPixels;
}
