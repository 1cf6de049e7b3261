// One value of x's rows at a time, wherever it lies, times four weights.
fn accumulate(before : mat4x4<f32>, values : vec4<i32>, inside : vec4<bool>, start : i32) -> mat4x4<f32> {
  var s0 = before[0];
  var s1 = before[1];
  var s2 = before[2];
  var s3 = before[3];
  var places = values;
  var at = start;
  for (var i = 0; i < uniforms.inner; i++) {
    let w = weight(at);
    s0 += select(0.0, f32(x[places.x]), inside.x) * w;
    s1 += select(0.0, f32(x[places.y]), inside.y) * w;
    s2 += select(0.0, f32(x[places.z]), inside.z) * w;
    s3 += select(0.0, f32(x[places.w]), inside.w) * w;
    places += vec4<i32>(uniforms.xStep);
    at += uniforms.weightStep;
  }
  return mat4x4<f32>(s0, s1, s2, s3);
}
