/** Class numbers of the label map: NYU40 minus one, as in NYUv2's files. */
export const CLASS = {
  wall: 0,
  floor: 1,
  cabinet: 2,
  bed: 3,
  chair: 4,
  sofa: 5,
  table: 6,
  door: 7,
  window: 8,
  bookshelf: 9,
  picture: 10,
  counter: 11,
  blinds: 12,
  desk: 13,
  shelves: 14,
  curtain: 15,
  dresser: 16,
  pillow: 17,
  floorMat: 19,
  ceiling: 21,
  books: 22,
  refrigerator: 23,
  television: 24,
  paper: 25,
  box: 28,
  whiteboard: 29,
  nightStand: 31,
  lamp: 34,
  otherProp: 39,
} as const;

/** The class numbers that occur, ascending; every one of them in any few hundred scenes. */
export const SCENE_CLASSES: readonly number[] = Object.values(CLASS);

/** Their names by number, NYU40's own. */
export const SCENE_CLASS_NAMES: Readonly<Record<number, string>> = {
  ...Object.fromEntries(Object.entries(CLASS).map(([name, number]) => [number, name])),
  [CLASS.floorMat]: 'floor mat',
  [CLASS.nightStand]: 'night stand',
  [CLASS.otherProp]: 'otherprop',
  [CLASS.refrigerator]: 'refridgerator',
};
