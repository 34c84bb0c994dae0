/** The release, as in package.json. */
export const VERSION = '0.1.0';

/**
 * Changes whenever the same inputs give other bits: kernels, order of summation, random draws, the TensorFlow release
 * they run on. It is part of every step's key.
 */
export const NUMERICAL_VERSION = '2-tf2.21.0';
