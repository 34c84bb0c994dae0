import { InvalidDataError } from '@metasparse/contracts';
import { netMask, type NetState } from '@metasparse/interchange';
import type { NetPlan } from '@metasparse/scenenet';
import type { JoinedMasks, MaskedLayer } from '@metasparse/sparsity';
import { disconnectionProblems, disconnections, type Disconnections } from '@metasparse/training';

function layersOf({ backbone, heads }: JoinedMasks): MaskedLayer[] {
  return [...backbone, ...heads.flatMap(({ layers }) => layers)];
}

/** The net with these masks on its convolution weights; the raw values stay as they are. */
export function maskedNet(net: NetState, joined: JoinedMasks): NetState {
  const masks = layersOf(joined).map(
    ({ layer, mask }) => [`${layer.name}.weight`, netMask(layer.shape, mask)] as const,
  );
  return { ...net, masks: new Map(masks) };
}

/**
 * What the masks cut off. Throws InvalidDataError where a layer keeps no weight or a prediction has no path from the
 * image, unless that is allowed.
 */
export function checkConnected(plan: NetPlan, joined: JoinedMasks, allowed: boolean): Disconnections {
  const byName = new Map(layersOf(joined).map(({ layer, mask }) => [layer.name, mask]));
  const found = disconnections(plan, (name) => byName.get(name) ?? null);
  const problems = disconnectionProblems(found);
  if (problems.length === 0 || allowed) return found;
  const more = problems.length > 3 ? `; and ${problems.length - 3} more` : '';
  throw new InvalidDataError(
    `the masks cut the net apart: ${problems.slice(0, 3).join('; ')}${more}; use a smaller sparsity or another ` +
      'criterion, or allow it with --allow-disconnected',
    { field: 'sparsity', bound: 'every layer keeps a weight and every prediction a path' },
  );
}
