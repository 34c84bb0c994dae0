/** Pixels by label (row) and prediction (column). */
export class Confusion {
  readonly classes: number;
  /** [label, prediction], row-major. */
  readonly counts: Float64Array;

  /** @throws RangeError unless `classes` is a whole number >= 1. */
  constructor(classes: number) {
    if (!Number.isInteger(classes) || classes < 1)
      throw new RangeError(`classes is ${classes}; it must be a whole number >= 1`);
    this.classes = classes;
    this.counts = new Float64Array(classes * classes);
  }

  add(label: number, prediction: number): void {
    const at = label * this.classes + prediction;
    this.counts[at] = (this.counts[at] as number) + 1;
  }

  /** diag / (row + column - diag) of each class; null where the class is in neither label nor prediction. */
  classIoUs(): (number | null)[] {
    return this.#perClass(({ hit, row, column }) => (row + column === 0 ? null : hit / (row + column - hit)));
  }

  /** Mean IoU over the classes in label or prediction. */
  meanIoU(): number | null {
    return meanOf(this.classIoUs());
  }

  /** Mean IoU over the classes that are in some label. */
  meanIoULabelled(): number | null {
    return meanOf(this.#perClass(({ hit, row, column }) => (row === 0 ? null : hit / (row + column - hit))));
  }

  /** Mean IoU over the classes with a correct pixel, as published (quirk 12). */
  meanIoUOfHits(): number | null {
    return meanOf(this.#perClass(({ hit, row, column }) => (hit === 0 ? null : hit / (row + column - hit))));
  }

  #perClass(value: (of: { hit: number; row: number; column: number }) => number | null): (number | null)[] {
    const { classes, counts } = this;
    return Array.from({ length: classes }, (_, k) => {
      let [row, column] = [0, 0];
      for (let i = 0; i < classes; i++) {
        row += counts[k * classes + i] as number;
        column += counts[i * classes + k] as number;
      }
      return value({ hit: counts[k * classes + k] as number, row, column });
    });
  }
}

function meanOf(values: readonly (number | null)[]): number | null {
  const counted = values.filter((value) => value !== null);
  return counted.length === 0 ? null : counted.reduce((sum, value) => sum + value, 0) / counted.length;
}
