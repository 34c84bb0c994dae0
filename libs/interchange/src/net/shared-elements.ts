import { broken, shownName } from '../refusal.js';
import type { TorchStorage } from '../torch/storage.js';
import type { TorchTensor } from '../torch/torch-tensor.js';

/** Two entries of this net never share values: one that reads another's elements is an error of the file. */
export function refuseSharedElements(file: string, tensors: ReadonlyMap<string, TorchTensor>): void {
  const byStorage = new Map<TorchStorage, { name: string; from: number; to: number }[]>();
  for (const [name, { storage, geometry, span }] of tensors) {
    if (span === 0) continue;
    const views = byStorage.get(storage) ?? [];
    views.push({ name, from: geometry.offset, to: geometry.offset + span });
    byStorage.set(storage, views);
  }
  for (const views of byStorage.values()) {
    views.sort((a, b) => a.from - b.from);
    views.forEach((view, i) => {
      const before = views[i - 1];
      if (before !== undefined && view.from < before.to)
        throw broken(file, `has ${shownName(before.name)} and ${shownName(view.name)} in the same elements`);
    });
  }
}
