// Four values of x's rows at a time, times four rows of four weights.
fn accumulate(before : mat4x4<f32>, values : vec4<i32>, inside : vec4<bool>, start : i32) -> mat4x4<f32> {
  var s0 = before[0];
  var s1 = before[1];
  var s2 = before[2];
  var s3 = before[3];
  let line = uniforms.weightLine;
  var at = start;
  for (var i = 0; i < uniforms.inner; i++) {
    let w = mat4x4<f32>(weight(at), weight(at + line), weight(at + 2 * line), weight(at + 3 * line));
    s0 += times(w, select(vec4<f32>(), vec4<f32>(x[values.x + i]), inside.x));
    s1 += times(w, select(vec4<f32>(), vec4<f32>(x[values.y + i]), inside.y));
    s2 += times(w, select(vec4<f32>(), vec4<f32>(x[values.z + i]), inside.z));
    s3 += times(w, select(vec4<f32>(), vec4<f32>(x[values.w + i]), inside.w));
    at += uniforms.weightStep;
  }
  return mat4x4<f32>(s0, s1, s2, s3);
}
