import type { SimilarityFile } from '@metasparse/affinity';
import { fixed } from '../answer/format.js';
import { listed } from '../answer/names.js';
import { pairsOf } from '../answer/row-index.js';
import type { RunFile } from '../run-file.js';
import { Html, html } from './html.js';

/** What a reader has to keep in mind, worded for this run's numbers. */
export function caveatSection(file: SimilarityFile, run: RunFile): Html {
  return html`<section id="caveats" aria-labelledby="caveats-title">
    <h2 id="caveats-title">What to keep in mind</h2>
    <ul>
      ${caveats(file, run).map((text) => html`<li>${text}</li>`)}
    </ul>
  </section>`;
}

/** Sentences, the most important first; the file's own notes last. */
export function caveats(file: SimilarityFile, run: RunFile): readonly string[] {
  return [
    'Similar masks at the start do not prove that training two tasks together helps; only co-training does.',
    cosineCaveat(file),
    ...orderCaveat(pairsOf(file).length),
    ...seedCaveat(file.seeds.length),
    ...labelCaveat(run),
    ...file.notes,
  ];
}

function cosineCaveat({ batches }: SimilarityFile): string {
  const level = 1 / (1 + (Math.PI / 2 - 1) / batches);
  return `CSS depends on the number of batches: unrelated tasks would score ${fixed(level)} after ${batches === 1 ? '1 batch' : `${String(batches)} batches`}, and ever closer to 1 with more. Compare CSS, and MCSS which inherits part of this, only between runs with as many batches, and against chance.`;
}

/** Below four pairs one given order comes up by luck in more than 1 of 20 cases. */
function orderCaveat(pairs: number): readonly string[] {
  if (pairs < 2) {
    return [];
  }
  const orders = Array.from({ length: pairs }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
  const start = `${countWord(pairs)} pairs can be ordered in ${orders.toLocaleString('en-GB')} ways`;
  return pairs < 4
    ? [
        `${start}, so an order expected beforehand turns up by luck once in ${String(orders)}: agreement with it cannot be significant.`,
      ]
    : [
        `${start}, but pairs that share a task are not independent: agreement with an expected order needs a test that knows this.`,
      ];
}

function countWord(count: number): string {
  return (
    ['Zero', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'][count] ??
    String(count)
  );
}

function seedCaveat(seeds: number): readonly string[] {
  return seeds === 1
    ? ['One seed gives no spread: whether the order would hold in another seed is not known.']
    : [
        `The spread is over ${String(seeds)} seeds, which change the network’s first weights, the batches and dropout together; it does not cover other images or crops.`,
      ];
}

function labelCaveat({ tasks }: RunFile): readonly string[] {
  const short = Object.entries(tasks).filter(([, { batchesWithoutLabel }]) => batchesWithoutLabel > 0);
  if (short.length === 0) {
    return [];
  }
  const each = short.map(([task, { batchesUsed, batchesWithoutLabel }]) => {
    const all = batchesUsed + batchesWithoutLabel;
    return `${task} (${String(batchesWithoutLabel)} of ${String(all)})`;
  });
  return [`Batches without a labelled pixel add nothing to a task’s saliency: ${listed(each)}.`];
}
