// Inputs are converted on reading: after a cast a float32 tensor of tfjs may still lie on a buffer of integers.
// One thread a (region, bin row, bin column, group of channels). `Cell` is f32, or vec4<f32> where channels divide by 4.
fn main(index : i32) {
  if (index >= uniforms.size) {
    return;
  }
  let groups = uniforms.groups;
  let bins = uniforms.bins;
  let group = index % groups;
  let q = (index / groups) % bins;
  let p = (index / (groups * bins)) % bins;
  let region = index / (groups * bins * bins);
  let rows = roiAxis(f32(boxes[region * 4 + 1]), f32(boxes[region * 4 + 3]));
  let columns = roiAxis(f32(boxes[region * 4]), f32(boxes[region * 4 + 2]));
  let height = uniforms.map.x;
  let width = uniforms.map.y;
  let image = i32(batchIndices[region]) * height;

  var sum = Cell(0.0);
  for (var i = 0; i < rows.samples; i++) {
    let y = sampleAt(rows, p, i, height);
    let top = (image + y.cell) * width;
    let bottom = (image + y.next) * width;
    for (var j = 0; j < columns.samples; j++) {
      let x = sampleAt(columns, q, j, width);
      sum += y.weights.x * (x.weights.x * Cell(features[(top + x.cell) * groups + group])
                            + x.weights.y * Cell(features[(top + x.next) * groups + group]));
      sum += y.weights.y * (x.weights.x * Cell(features[(bottom + x.cell) * groups + group])
                            + x.weights.y * Cell(features[(bottom + x.next) * groups + group]));
    }
  }
  result[index] = sum / f32(max(rows.samples * columns.samples, 1));
}
