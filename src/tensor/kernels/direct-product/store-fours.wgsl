fn store(row : i32, group : i32, sum : vec4<f32>) {
  result[row * uniforms.columnGroups + group] = activate(sum + biasOf(group));
}
