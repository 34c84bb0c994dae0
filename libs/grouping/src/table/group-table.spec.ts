import { describe, expect, it } from 'vitest';
import { candidateGroups, filledTable, listedTable, pairwiseTable, withRules } from './group-table.js';
import { firstMember, groupOf, inListingOrder, memberCount, members } from './members.js';

describe('groups as numbers', () => {
  it('list their members, also the last possible one', () => {
    expect(members(groupOf([0, 3, 29]))).toEqual([0, 3, 29]);
    expect([firstMember(24), memberCount(24)]).toEqual([3, 2]);
  });

  it('are listed small ones first, then task by task', () => {
    const groups = [7, 6, 1, 5, 3, 4, 2];
    expect(groups.sort(inListingOrder)).toEqual([1, 2, 4, 3, 5, 6, 7]);
  });
});

describe('tables', () => {
  const pair = (task: number, mate: number): number => 10 * task + mate;
  const table = pairwiseTable(3, pair, () => 99);

  it('take the mean over the mates of each task', () => {
    expect(table.losses(7)).toEqual([1.5, 11, 20.5]);
    expect(table.losses(2)).toEqual([99]);
    expect(table.lowest).toEqual([1, 10, 20]);
    expect(candidateGroups(table)).toHaveLength(7);
  });

  it('leave out what breaks a rule', () => {
    const ruled = withRules(table, { together: [[0, 1]], apart: [[2, 1]] });
    expect(candidateGroups(ruled)).toEqual([3, 4]);
    expect(ruled.losses(7)).toBeUndefined();
  });

  it('fill groups of three from their pairs, keep what was measured, and know no pair that was not', () => {
    const measured = listedTable(
      4,
      new Map([
        [groupOf([0, 1]), [1, 2]],
        [groupOf([0, 2]), [3, 4]],
        [groupOf([1, 2]), [5, 6]],
        [groupOf([0, 1, 3]), [7, 8, 9]],
      ]),
    );
    const filled = filledTable(measured);
    expect(filled.losses(groupOf([0, 1, 2]))).toEqual([2, 3.5, 5]);
    expect(filled.losses(groupOf([0, 1, 3]))).toEqual([7, 8, 9]);
    for (const group of [1, groupOf([0, 3]), groupOf([0, 2, 3])])
      expect(filled.losses(group)).toBeUndefined();
    expect(candidateGroups(filled)).toHaveLength(5);
  });
});
