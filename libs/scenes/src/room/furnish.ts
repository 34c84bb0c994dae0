import { floorLamp } from '../furniture/lamps.js';
import type { Maker } from '../furniture/piece.js';
import { armchair, chair, officeChair } from '../furniture/seating.js';
import { boxes, plant, toyBall } from '../furniture/small-things.js';
import { bookshelf, cabinet, dresser } from '../furniture/storage.js';
import {
  atSomeSpot,
  atSomeWall,
  bedGroup,
  deskGroup,
  kitchenGroup,
  sofaGroup,
  tableGroup,
  type Job,
} from './groups.js';

/** What a room is for. */
export const ROOM_KINDS = ['bedroom', 'living room', 'study', 'kitchen'] as const;
export type RoomKind = (typeof ROOM_KINDS)[number];

type Furnish = (job: Job) => void;

/** Against a wall. */
const standing =
  (maker: Maker): Furnish =>
  (job) =>
    atSomeWall(job, maker(job.kit));

/** Anywhere on the floor, turned anyhow. */
const free =
  (maker: Maker): Furnish =>
  (job) =>
    atSomeSpot(job, maker(job.kit));

/** What a room may hold, each with its probability, in the order in which places are looked for. */
const FURNITURE: Readonly<Record<RoomKind, readonly (readonly [number, Furnish])[]>> = {
  bedroom: [
    [1, bedGroup],
    [0.8, standing(dresser)],
    [0.35, deskGroup],
    [0.6, standing(bookshelf)],
    [0.5, standing(cabinet)],
    [0.35, standing(chair)],
    [0.3, free(armchair)],
    [0.3, free(chair)],
  ],
  'living room': [
    [1, sofaGroup],
    [0.8, standing(bookshelf)],
    [0.8, standing(cabinet)],
    [0.6, free(armchair)],
    [0.25, standing(dresser)],
    [0.6, standing(floorLamp)],
    [0.35, sofaGroup],
    [0.5, standing(bookshelf)],
    [0.4, standing(cabinet)],
    [0.4, free(armchair)],
    [0.35, standing(chair)],
  ],
  study: [
    [1, deskGroup],
    [0.9, standing(bookshelf)],
    [0.5, deskGroup],
    [0.7, standing(bookshelf)],
    [0.6, standing(cabinet)],
    [0.3, tableGroup],
    [0.4, free(armchair)],
    [0.35, standing(floorLamp)],
    [0.4, free(officeChair)],
  ],
  kitchen: [
    [1, kitchenGroup],
    [1, tableGroup],
    [0.6, standing(cabinet)],
    [0.4, standing(chair)],
    [0.4, standing(bookshelf)],
    [0.3, kitchenGroup],
    [0.3, free(chair)],
  ],
};

const LYING_ABOUT: readonly (readonly [number, Furnish])[] = [
  [0.45, standing(plant)],
  [0.4, standing(boxes)],
  [0.3, free(boxes)],
  [0.3, free(toyBall)],
  [0.25, standing(plant)],
];

/** Fills a room: the pieces its kind asks for, then what lies about. */
export function furnish(kind: RoomKind, job: Job): void {
  for (const [probability, place] of [...FURNITURE[kind], ...LYING_ABOUT])
    if (job.kit.draws.chance(probability)) place(job);
}
