import { describe, expect, it } from 'vitest';
import type { GroupsFile } from '@metasparse/grouping';
import { groupsSvg } from './trade-off-chart.js';

const row = (cost: number, value: number, ...networks: string[]) => ({
  cost,
  value,
  networks: networks.map((names) => names.split('+')),
});

const FILE: GroupsFile = {
  schema: 'metasparse.groups/v1',
  tasks: ['seg', 'sn', 'depth'],
  source: { kind: 'gains', what: '7 trained networks' },
  objective: { name: 'sum over tasks of the relative gain over training alone', better: 'higher' },
  budget: { kind: 'networks', limit: 2, unit: 'networks', costs: 'each network counts as 1' },
  overlap: true,
  together: [],
  apart: [],
  proof: { optimal: true, bound: 0.3, rootBound: 0.3, nodes: 4, pruned: 2, candidates: 7 },
  sets: [
    {
      networks: [
        { tasks: ['seg', 'sn'], serves: ['seg', 'sn'], cost: 1, measured: true },
        { tasks: ['depth'], serves: ['depth'], cost: 1, measured: true },
      ],
      value: 0.3,
      taskValues: { seg: 0.2, sn: 0.1, depth: 0 },
      cost: 2,
      margin: 0,
      marginInterval: null,
      better: null,
    },
  ],
  certainty: { from: 'seeds', confidence: 0.95, draws: 1000, same: 0.87, networks: [0.9, 0.9], chosen: [] },
  tradeOff: [
    row(1, 0.1, 'seg+sn+depth'),
    row(2, 0.3, 'seg+sn', 'depth'),
    row(3, 0.35, 'seg+sn', 'sn+depth', 'depth'),
  ],
  references: [
    { name: 'all in one', cost: 1, value: 0.1 },
    { name: 'each by itself', cost: 3, value: 0 },
  ],
  branchPoints: [],
  notes: [],
};

/** Legend lines are broken where they are long. */
const unbroken = (svg: string): string => svg.replace(/<\/text><text[^>]*>\u2003/g, ' ');
const dots = (svg: string): number => [...svg.matchAll(/<circle/g)].length;

describe('groupsSvg', () => {
  it('draws a numbered dot a set, names its networks, and says how sure the choice is', () => {
    const svg = unbroken(groupsSvg(FILE));
    expect(dots(svg)).toBe(3);
    expect(svg).toContain('The best networks within a budget of 2 networks');
    expect(svg).toContain('chosen: seg+sn and depth');
    expect(svg).toContain('3: seg+sn, sn+depth and depth');
    expect(svg).toContain('chosen in 87 % of 1000 draws (seeds)');
    expect(svg).not.toMatch(/NaN|undefined|Infinity|var\(--/);
  });

  it('draws one set, without a budget and without a spread', () => {
    const svg = unbroken(
      groupsSvg({
        ...FILE,
        budget: { ...FILE.budget, limit: Infinity },
        certainty: null,
        tradeOff: FILE.tradeOff.slice(0, 1),
        references: [],
      }),
    );
    expect(dots(svg)).toBe(1);
    expect(svg).toContain('how sure the choice is cannot be said');
    expect(svg).not.toMatch(/NaN|undefined|>budget</);
  });

  it('says in words what was left out of the legend', () => {
    const many = Array.from({ length: 19 }, (_, i) => row(i + 1, i, 'seg+sn+depth'));
    expect(groupsSvg({ ...FILE, tradeOff: many })).toContain('and 3 more');
  });

  it('escapes hostile names and shortens long ones', () => {
    const svg = groupsSvg({
      ...FILE,
      tradeOff: [row(1, 1, '<script>x</script>'), row(2, 2, 'a'.repeat(40))],
    });
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('a'.repeat(39));
  });
});
