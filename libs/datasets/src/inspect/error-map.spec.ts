import type { Label, Sample, Task } from '@metasparse/scenenet';
import { describe, expect, it } from 'vitest';
import { VOID_COLOUR } from './class-colours.js';
import { errorPicture } from './error-map.js';
import { asRaw } from './sample-pictures.js';
import { viridis } from './viridis.js';

const WRONG = [200, 68, 12];

/** One row of pixels with one label, as Cityscapes' and Taskonomy's readers give it. */
function picture(task: Task, label: Label, values: number[], map: number[], pixels = map.length) {
  const sample: Sample = {
    id: 'x',
    height: 1,
    width: pixels,
    image: new Float32Array(3 * pixels),
    labels: { [label]: Float32Array.from(values) },
  };
  const raw = asRaw('cityscapes', sample, 'correct');
  const drawn = errorPicture('cityscapes', task, sample, raw, Float32Array.from(map));
  const colours = Array.from({ length: pixels }, (_, i) => [
    ...(drawn?.rgb.subarray(3 * i, 3 * i + 3) ?? []),
  ]);
  return { title: drawn?.title, scale: drawn?.scale, colours };
}

describe('the picture of errors', () => {
  it('shows wrong classes, and nothing where there is no label', () => {
    const { title, colours } = picture('seg', 'seg', [3, 3, -1, 0], [3, 4, 4, 1]);
    expect(title).toBe('seg: 67 % wrong');
    expect([colours[1], colours[3], colours[2]]).toEqual([WRONG, WRONG, [...VOID_COLOUR]]);
    expect(colours[0]?.[0]).toBe(colours[0]?.[1]);
  });

  it('shows the angle between normals on a scale of 0 to 90 degrees', () => {
    const labels = [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1];
    const { title, scale, colours } = picture(
      'sn',
      'normal',
      labels,
      [0, 0, 1, 1, 0, 0, 0, 0, -1, 0, 0, 0],
      4,
    );
    expect(title).toBe('sn: degrees 90.00');
    expect(scale).toEqual({ low: '0', high: '90.00' });
    expect(colours).toEqual([0, 1, 1, 1].map((t) => [...viridis(t)]));
  });

  it('shows the distance of other values up to its 99th percentile', () => {
    const { title, scale, colours } = picture('depth', 'depth', [1, 2, 0, 4], [1, 4, 9, 0]);
    expect(title).toBe('depth: |p − y| 2.00');
    expect(scale).toEqual({ low: '0', high: '4.00' });
    expect(colours).toEqual([viridis(0), viridis(0.5), VOID_COLOUR, viridis(1)].map((colour) => [...colour]));
  });

  it('says where nothing is labelled, and draws nothing without a label', () => {
    expect(picture('depth', 'depth', [0, 0], [1, 2]).title).toBe('depth: |p − y|: none labelled');
    expect(picture('seg', 'seg', [-1], [1]).title).toBe('seg: none labelled');
    expect(picture('edge', 'seg', [1], [1]).title).toBeUndefined();
  });
});
