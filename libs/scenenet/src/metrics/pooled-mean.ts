/**
 * A mean in both ways of counting: over all pixels pooled, and over images, of each image's own mean (the original
 * weights batches by their size; its test batches are compared as batches of one image).
 */
export class PooledMean {
  #total = 0;
  #pixels = 0;
  #ofImages = 0;
  #images = 0;

  /** Adds an image by the sum over its `pixels`; one without any counts nowhere. */
  addImage(total: number, pixels: number): void {
    if (pixels === 0) return;
    this.#total += total;
    this.#pixels += pixels;
    this.#ofImages += total / pixels;
    this.#images++;
  }

  get overPixels(): number | null {
    return this.#pixels === 0 ? null : this.#total / this.#pixels;
  }

  get overImages(): number | null {
    return this.#images === 0 ? null : this.#ofImages / this.#images;
  }
}
