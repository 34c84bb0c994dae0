/** The void label of our Cityscapes samples. */
export const VOID = -1;

/** Cityscapes' 19 evaluated classes by their official id 0..33 (cityscapesScripts, labels.py). */
const EVALUATED_IDS = [7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33] as const;

/** trainId of each official id, -1 where the id is not evaluated. */
export const TRAIN_ID_OF_ID: readonly number[] = Array.from({ length: 34 }, (_, id) =>
  (EVALUATED_IDS as readonly number[]).indexOf(id),
);
