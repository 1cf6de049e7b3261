// One thread a (image, row, column, group of channels): gathers from all regions in order, so the sum is deterministic.
fn main(index : i32) {
  if (index >= uniforms.size) {
    return;
  }
  let groups = uniforms.groups;
  let bins = uniforms.bins;
  let height = uniforms.map.x;
  let width = uniforms.map.y;
  let group = index % groups;
  let column = (index / groups) % width;
  let row = (index / (groups * width)) % height;
  let image = index / (groups * width * height);

  var sum = Cell(0.0);
  for (var region = 0; region < uniforms.regions; region++) {
    if (i32(batchIndices[region]) != image
        || !mayTouch(row, height, f32(boxes[region * 4 + 1]), f32(boxes[region * 4 + 3]))
        || !mayTouch(column, width, f32(boxes[region * 4]), f32(boxes[region * 4 + 2]))) {
      continue;
    }
    for (var p = 0; p < bins; p++) {
      let rowWeight = rowWeights[(region * bins + p) * height + row];
      if (rowWeight == 0.0) {
        continue;
      }
      for (var q = 0; q < bins; q++) {
        let weight = rowWeight * columnWeights[(region * bins + q) * width + column];
        if (weight != 0.0) {
          sum += weight * Cell(dy[((region * bins + p) * bins + q) * groups + group]);
        }
      }
    }
  }
  result[index] = sum;
}

// False only where no sample of the region side can reach the cell; one cell of slack on each side.
fn mayTouch(cell : i32, size : i32, low : f32, high : f32) -> bool {
  let start = low * uniforms.scale - uniforms.offset;
  let end = max(high * uniforms.scale - uniforms.offset, start + 1.0);
  return f32(cell) >= min(start, f32(size)) - 2.0 && f32(cell) <= max(end, 0.0) + 2.0;
}
