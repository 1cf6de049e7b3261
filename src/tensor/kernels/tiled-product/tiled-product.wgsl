// One workgroup: a tile of ROWS × COLUMNS of the result, summed in registers. Slices of both operands, SLICE values of the inner axis at a
// time, go through shared memory; while one is multiplied, the next is on its way. A row is a place of the result's map; its operands are
// the places of x's map under the taps of the kernel, one after another, so that patches are never unfolded.
var<workgroup> xTile : array<vec4<f32>, ROWS * FOURS>;
var<workgroup> weightTile : array<vec4<f32>, SLICE * GROUPS>;

fn main(index : i32) {
  let local = i32(localIndex);
  let tile = index / THREADS;
  let firstGroup = (tile % uniforms.columnTiles) * GROUPS;
  let firstRow = (tile / uniforms.columnTiles) % uniforms.rowTiles * ROWS;
  let batch = tile / (uniforms.columnTiles * uniforms.rowTiles);
  // There may be more workgroups than tiles: they go along, for the barriers, and have no rows.
  let rows = select(0, uniforms.rows, batch < uniforms.batches);

  // What this thread loads of x: image, top and left of the places; beyond the last row they lie outside of every map.
  var places : array<vec3<i32>, X_LOADS>;
  for (var i = 0; i < X_LOADS; i++) {
    places[i] = placeOf(firstRow + (local + i * THREADS) / FOURS, rows);
  }
  let xBatch = batch * uniforms.rows * uniforms.innerFours;
  let weightBatch = batch * uniforms.inner * uniforms.columnGroups;

  let threadGroup = local % GROUP_THREADS;
  let threadRow = local / GROUP_THREADS;
  var sums : array<array<vec4<f32>, THREAD_GROUPS>, THREAD_ROWS>;
  var nextX : array<vec4<f32>, X_LOADS>;
  var nextWeights : array<vec4<f32>, WEIGHT_LOADS>;

  for (var slice = 0; slice <= uniforms.slices; slice++) {
    // The first turn only loads, the last one only multiplies.
    if (slice > 0) {
      workgroupBarrier();
      for (var i = 0; i < X_LOADS; i++) {
        xTile[local + i * THREADS] = nextX[i];
      }
      for (var i = 0; i < WEIGHT_LOADS; i++) {
        weightTile[local + i * THREADS] = nextWeights[i];
      }
      workgroupBarrier();
    }
    if (slice < uniforms.slices) {
      let tap = slice / uniforms.tapSlices;
      let start = slice % uniforms.tapSlices * SLICE;
      for (var i = 0; i < X_LOADS; i++) {
        nextX[i] = valuesAt(places[i], tap, start / 4 + local % FOURS, xBatch);
      }
      for (var i = 0; i < WEIGHT_LOADS; i++) {
        let at = local + i * THREADS;
        nextWeights[i] = weightsAt(tap, start + at / GROUPS, firstGroup + at % GROUPS, weightBatch);
      }
    }
    if (slice > 0) {
      for (var four = 0; four < FOURS; four++) {
        var w : array<array<vec4<f32>, THREAD_GROUPS>, 4>;
        for (var k = 0; k < 4; k++) {
          for (var g = 0; g < THREAD_GROUPS; g++) {
            w[k][g] = weightTile[(four * 4 + k) * GROUPS + threadGroup + g * GROUP_THREADS];
          }
        }
        for (var r = 0; r < THREAD_ROWS; r++) {
          let v = xTile[(threadRow + r * ROW_THREADS) * FOURS + four];
          for (var g = 0; g < THREAD_GROUPS; g++) {
            sums[r][g] += v.x * w[0][g] + v.y * w[1][g] + v.z * w[2][g] + v.w * w[3][g];
          }
        }
      }
    }
  }

  for (var r = 0; r < THREAD_ROWS; r++) {
    let row = firstRow + threadRow + r * ROW_THREADS;
    for (var g = 0; g < THREAD_GROUPS; g++) {
      let group = firstGroup + threadGroup + g * GROUP_THREADS;
      if (row < rows && group < uniforms.columnGroups) {
        let sum = sums[r][g] + biasOf(group);
        result[(batch * uniforms.rows + row) * uniforms.columnGroups + group] =
          select(sum, max(sum, vec4<f32>(0.0)), uniforms.relu != 0);
      }
    }
  }
}

fn placeOf(row : i32, rows : i32) -> vec3<i32> {
  if (row >= rows) {
    return vec3<i32>(0, -uniforms.side, -uniforms.side);
  }
  let size = uniforms.outputMap;
  let corner = vec2<i32>((row / size.y) % size.x, row % size.y) * uniforms.stride - uniforms.pad;
  return vec3<i32>(row / (size.x * size.y), corner);
}

fn valuesAt(place : vec3<i32>, tap : i32, four : i32, start : i32) -> vec4<f32> {
  let map = uniforms.inputMap;
  let y = place.y + tap / uniforms.side;
  let x1 = place.z + tap % uniforms.side;
  if (y < 0 || y >= map.x || x1 < 0 || x1 >= map.y || four >= uniforms.innerFours) {
    return vec4<f32>();
  }
  return vec4<f32>(x[start + ((place.x * map.x + y) * map.y + x1) * uniforms.innerFours + four]);
}

fn weightsAt(tap : i32, k : i32, group : i32, start : i32) -> vec4<f32> {
  if (k >= uniforms.inner || group >= uniforms.columnGroups) {
    return vec4<f32>();
  }
  return vec4<f32>(weights[start + (tap * uniforms.inner + k) * uniforms.columnGroups + group]);
}
