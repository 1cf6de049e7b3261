// One thread: four neighbouring rows of the result times four neighbouring columns, summed without shared memory and barriers.
// A row is a place of the result's map; its operands are the places of x's map under the taps of the kernel, one after another.
fn main(index : i32) {
  if (index >= uniforms.threads) {
    return;
  }
  let group = index % uniforms.columnGroups;
  let tile = index / uniforms.columnGroups;
  let batch = tile / uniforms.tiles;
  let firstRow = (tile % uniforms.tiles) * 4;
  // Rows beyond the last one repeat it and are not stored.
  let rows = min(vec4<i32>(firstRow) + vec4<i32>(0, 1, 2, 3), vec4<i32>(uniforms.rows - 1));
  let size = uniforms.outputMap;
  let image = rows / (size.x * size.y);
  let top = (rows / size.y) % size.x * uniforms.stride - uniforms.pad;
  let left = rows % size.y * uniforms.stride - uniforms.pad;
  let map = uniforms.inputMap;

  var sums = mat4x4<f32>();
  var weights = batch * uniforms.weightBatch + group * uniforms.weightGroup;
  for (var tap = 0; tap < uniforms.side * uniforms.side; tap++) {
    let y = top + tap / uniforms.side;
    let x = left + tap % uniforms.side;
    let inside = (y >= vec4<i32>(0)) & (y < vec4<i32>(map.x)) & (x >= vec4<i32>(0)) & (x < vec4<i32>(map.y));
    if (any(inside)) {
      let place = select(vec4<i32>(0), (image * map.x + y) * map.y + x, inside);
      let values = batch * uniforms.xBatch + place * uniforms.xRow;
      sums = accumulate(sums, values, inside, weights);
    }
    weights += uniforms.weightTap;
  }
  for (var i = 0; i < 4; i++) {
    if (firstRow + i < uniforms.rows) {
      store(batch * uniforms.rows + firstRow + i, group, sums[i]);
    }
  }
}

fn activate(sum : vec4<f32>) -> vec4<f32> {
  return select(sum, max(sum, vec4<f32>(0.0)), uniforms.relu != 0);
}
