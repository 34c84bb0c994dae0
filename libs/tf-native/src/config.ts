/**
 * Switches oneDNN on, unless the environment says otherwise; has to come before TensorFlow is loaded. TensorFlow leaves
 * it off by itself on processors without AVX-512 VNNI, and without it no gradient of a dilated convolution runs on a CPU.
 */
export function enableOneDnn(): void {
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
}
