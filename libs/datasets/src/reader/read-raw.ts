import type { RawSample } from '../augment/raw-sample.js';
import type { Layout, SampleRecord } from '../layout/record.js';
import type { ByteSource } from '../source/byte-source.js';
import { readCityscapesOfficial, type OfficialResolution } from './read-cityscapes-official.js';
import { readCityscapes } from './read-cityscapes.js';
import { readNyuv2 } from './read-nyuv2.js';
import { readScenes } from './read-scenes.js';
import { readTaskonomy } from './read-taskonomy.js';

/** How the files of a sample are to be read. */
export interface ReadPlan {
  readonly layout: Layout;
  readonly resolution: OfficialResolution;
}

/** Reads, decodes and checks one sample. @throws DomainError naming the file that is at fault. */
export function readRaw(source: ByteSource, record: SampleRecord, plan: ReadPlan): Promise<RawSample> {
  switch (plan.layout) {
    case 'scenes':
      return readScenes(source, record);
    case 'nyuv2':
    case 'nyuv2-official':
      return readNyuv2(source, record);
    case 'cityscapes':
      return readCityscapes(source, record);
    case 'cityscapes-official':
      return readCityscapesOfficial(source, record, plan.resolution);
    case 'taskonomy':
      return readTaskonomy(source, record);
  }
}
