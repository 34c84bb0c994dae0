import { streamKey, uniform } from '@metasparse/scenenet';
import { flatScores, type LayerDescriptor, type TaskScores, weightCount } from '@metasparse/sparsity';

/** How sim_fixture.json describes its saliencies. */
export interface FixtureDescription {
  readonly layers: number;
  readonly shape: readonly [number, number, number, number];
  /** "task k (seg 0, sn 1, …), layer l: u(8000+l,e)*u(8100+100k+l,e), …". */
  readonly raw_saliency: string;
}

interface FixtureFormula {
  readonly tasks: readonly string[];
  readonly shared: number;
  readonly own: number;
  readonly perTask: number;
}

/**
 * The fixture's saliencies by its own formula, read from its text: u(shared + l, e) · u(own + perTask · k + l, e) in
 * float32 for task k, layer l, element e.
 */
export function fixtureScores(fixture: FixtureDescription, salt: number): readonly TaskScores[] {
  const formula = parseFormula(fixture.raw_saliency);
  const layers = Array.from({ length: fixture.layers }, (_, l) => ({
    name: `backbone.${l}`,
    shape: fixture.shape,
  }));
  return formula.tasks.map((task, k) =>
    flatScores(task, layers, layers.length, saliencies(formula, layers, k, salt)),
  );
}

function saliencies(
  formula: FixtureFormula,
  layers: readonly LayerDescriptor[],
  k: number,
  salt: number,
): Float32Array {
  const parts = layers.map((layer, l) => {
    const shared = streamKey(formula.shared + l, salt);
    const own = streamKey(formula.own + formula.perTask * k + l, salt);
    return Float32Array.from({ length: weightCount(layer) }, (_, e) => uniform(shared, e) * uniform(own, e));
  });
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

function parseFormula(text: string): FixtureFormula {
  const streams = /u\((\d+)\+l,e\)\*u\((\d+)\+(\d+)k\+l,e\)/.exec(text);
  const names = /\(([a-z_]+ 0(?:, [a-z_]+ \d+)*)\)/.exec(text);
  if (streams === null || names === null) {
    throw new Error(`the fixture's formula is not understood: ${text}`);
  }
  const tasks = (names[1] ?? '').split(', ').map((entry) => entry.split(' ')[0] ?? '');
  return { tasks, shared: Number(streams[1]), own: Number(streams[2]), perTask: Number(streams[3]) };
}
