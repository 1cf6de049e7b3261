// Uniforms: scale, offset, bins, samplingRatio.

struct Axis {
  start : f32,
  bin : f32,
  samples : i32,
}

// The region side [low, high] in pixels. Samples: the least n with n * bins >= length, exact although WGSL's division is not.
fn roiAxis(low : f32, high : f32) -> Axis {
  let bins = f32(uniforms.bins);
  let start = low * uniforms.scale - uniforms.offset;
  var length = (high * uniforms.scale - uniforms.offset) - start;
  if (uniforms.offset == 0.0) {
    length = max(length, 1.0);
  }
  var samples = uniforms.samplingRatio;
  if (samples == 0) {
    samples = i32(ceil(length / bins));
    if (f32(samples - 1) * bins >= length) {
      samples -= 1;
    }
  }
  return Axis(start, length / bins, samples);
}

struct Sample {
  cell : i32,
  next : i32,
  weights : vec2<f32>,
}

// One sample of a bin: two neighbouring cells of `size` and their weights, zero outside [-1, size].
fn sampleAt(axis : Axis, bin : i32, index : i32, size : i32) -> Sample {
  let position = axis.start + f32(bin) * axis.bin + (f32(index) + 0.5) * axis.bin / f32(axis.samples);
  if (position < -1.0 || position > f32(size)) {
    return Sample(0, 0, vec2<f32>(0.0));
  }
  let inside = clamp(position, 0.0, f32(size - 1));
  let cell = min(i32(inside), size - 1);
  let fraction = inside - f32(cell);
  return Sample(cell, min(cell + 1, size - 1), vec2<f32>(1.0 - fraction, fraction));
}
