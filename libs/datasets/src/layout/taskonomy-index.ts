import { refuseDuplicates } from './column-index.js';
import { malformed, parseIndex, type IndexRow } from './index-file.js';
import type { LabelFile, SampleRecord } from './record.js';

/** Taskonomy's domains that the tasks use; other domains in a row are passed over. */
const DOMAIN_LABEL: Readonly<Record<string, LabelFile>> = {
  segment_semantic: 'seg',
  normal: 'normal',
  depth_zbuffer: 'depth',
  keypoints2d: 'keypoint',
  edge_texture: 'edge',
};

/**
 * Records of taskonomy.json. A path "building/domain/file" is the file domain/taskonomy/building/file (reference §7);
 * what an entry is follows from its domain, so rows that lack domains or have more of them are read the same way.
 * @throws InvalidDataError for a path of another form, a row without rgb, a repeated domain or image.
 */
export function taskonomyRecords(bytes: Uint8Array, file: string, split: string): readonly SampleRecord[] {
  const rows = parseIndex(bytes, file, split);
  const records = rows.map((row, i) => taskonomyRecord(row, `${split}[${String(i)}]`, file));
  refuseDuplicates(records, split, file);
  return records;
}

function taskonomyRecord(row: IndexRow, at: string, file: string): SampleRecord {
  const labels: Partial<Record<LabelFile, string>> = {};
  let image: { id: string; path: string } | undefined;
  row.forEach((entry, column) => {
    if (entry === null) return;
    const place = `${at}[${String(column)}]`;
    const { domain, path } = diskPath(entry, place, file);
    const label = Object.hasOwn(DOMAIN_LABEL, domain) ? DOMAIN_LABEL[domain] : undefined;
    if (domain === 'rgb') {
      if (image !== undefined) throw malformed(file, `${place} is a second rgb image`);
      image = { id: entry, path };
    } else if (label !== undefined) {
      if (labels[label] !== undefined) throw malformed(file, `${place} is a second ${domain}`);
      labels[label] = path;
    }
  });
  if (image === undefined) throw malformed(file, `${at} names no rgb image`);
  return { id: image.id, image: image.path, labels };
}

function diskPath(entry: string, place: string, file: string): { domain: string; path: string } {
  const [building, domain, name, ...rest] = entry.split('/');
  if (!building || !domain || !name || rest.length > 0) {
    const shown = JSON.stringify(entry.slice(0, 100));
    throw malformed(file, `${place} is ${shown}; expected "building/domain/file"`);
  }
  return { domain, path: `${domain}/taskonomy/${building}/${name}` };
}
