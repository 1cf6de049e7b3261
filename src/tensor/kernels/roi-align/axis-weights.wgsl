// One thread a (region, bin, cell): the weight of the cell in the bin along one axis (0: columns, 1: rows).
fn main(index : i32) {
  if (index >= uniforms.size) {
    return;
  }
  let cells = uniforms.cells;
  let cell = index % cells;
  let bin = (index / cells) % uniforms.bins;
  let region = index / (cells * uniforms.bins);
  let axis = roiAxis(f32(boxes[region * 4 + uniforms.axis]), f32(boxes[region * 4 + uniforms.axis + 2]));
  var sum = 0.0;
  for (var i = 0; i < axis.samples; i++) {
    let sample = sampleAt(axis, bin, i, cells);
    if (sample.cell == cell) {
      sum += sample.weights.x;
    }
    if (sample.next == cell) {
      sum += sample.weights.y;
    }
  }
  result[index] = sum / f32(max(axis.samples, 1));
}
