// Columns that do not divide by four, so that the last group is not whole.
fn store(row : i32, group : i32, sum : vec4<f32>) {
  let values = activate(sum);
  for (var i = 0; i < min(4, uniforms.columns - group * 4); i++) {
    result[row * uniforms.columns + group * 4 + i] = values[i];
  }
}
