import type { SimilarityFile } from '@metasparse/affinity';
import { bytes, duration, fixed, MISSING, signed } from '../answer/format.js';
import { HEADLINE, headline, type Headline, type RankedPair } from '../answer/headline.js';
import { datasetTitle, listed, taskTitle } from '../answer/names.js';
import { findRow, pairsOf, sparsitiesOf } from '../answer/row-index.js';
import { answerSentence } from '../answer/sentence.js';
import type { RunFile } from '../run-file.js';
import { scrollBox } from './figure-html.js';
import { Html, html } from './html.js';
import { factList } from './lists.js';

/** What was asked, the answer, the ranking behind it, and the run in one line of facts. */
export function answerSection(file: SimilarityFile, run: RunFile): Html {
  const answer = headline(file);
  const { subject, rest } = answerSentence(answer, file.sparsities);
  return html`<header class="answer">
    <p class="eyebrow">Task similarity on ${datasetTitle(file.dataset)}</p>
    <h1>Which of ${listed(file.tasks.map(taskTitle))} rely on the same weights?</h1>
    <p class="lead"><strong>${subject}</strong>${rest}</p>
    ${answer.ranking.length > 0 && ranking(answer)} ${robustness(answer)} ${judged(file)} ${facts(file, run)}
  </header>`;
}

function ranking(answer: Headline): Html {
  return scrollBox(
    'Ranking of the pairs',
    html`<table class="ranking">
      <caption class="hush">
        Pairs by mask IoU, most alike first
      </caption>
      <thead>
        <tr>
          <th scope="col">Pair</th>
          <th scope="col">Mask IoU</th>
          <th scope="col">± seeds</th>
          <th scope="col">Chance</th>
          <th scope="col">Above chance</th>
          <th scope="col">Rank in each seed</th>
        </tr>
      </thead>
      <tbody>
        ${answer.ranking.map(rankingRow)}
      </tbody>
    </table>`,
  );
}

function rankingRow({ pair, value, std, chance, ranks }: RankedPair): Html {
  const above = chance === null ? null : value - chance;
  return html`<tr>
    <th scope="row">${pair.map(taskTitle).join(' / ')}</th>
    <td><b>${fixed(value)}</b></td>
    <td>${fixed(std)}</td>
    <td>${fixed(chance)}</td>
    <td>${signed(above)}</td>
    <td>${ranks.map((rank) => rank ?? MISSING).join(' · ')}</td>
  </tr>`;
}

function robustness({ combinations, ranking: pairs }: Headline): Html | false {
  const first = pairs[0];
  if (!first || pairs.length < 2) {
    return false;
  }
  return html`<p class="note">
    The same pair comes first in ${combinations.sameFirst} of the ${combinations.all} combinations of metric
    and layer weighting. The answer is read from mask IoU because the saliency cosines (CSS, MCSS) mostly
    follow the number of batches, and EPI-Sim compares how many weights are kept, not
    which.${aboveChance(pairs, first)}
  </p>`;
}

/** Whether the ranking stands, in one sentence; nothing for a file that was not judged. */
function judged(file: SimilarityFile): Html | false {
  const sparsity = sparsitiesOf(file)[0] ?? 'mean';
  const rows = pairsOf(file).flatMap(
    (pair) => findRow(file, pair, HEADLINE.metric, HEADLINE.weighting, sparsity) ?? [],
  );
  const above = rows.filter((row) => row.judged?.verdict === 'above its null').length;
  if (file.judging === undefined || rows.length === 0) return false;
  const order = file.judging.orders.find(
    (one) =>
      one.metric === HEADLINE.metric && one.weighting === HEADLINE.weighting && one.sparsity === sparsity,
  );
  const sure =
    order === undefined
      ? ''
      : ` This order of the pairs has a probability of ${fixed(order.probability, 2)} over draws of seeds and batches, p ${fixed(order.pCorrected)} corrected for the ${String(file.judging.cells)} combinations looked at.`;
  return html`<p class="note">
    ${above === 0 ? 'No pair is' : `${String(above)} of ${String(rows.length)} pairs ${above === 1 ? 'is' : 'are'}`}
    more alike than unrelated tasks would be: see <a href="#judging">Is it real?</a>${sure}
  </p>`;
}

/** Chance differs between pairs, as they keep other fractions of the layers; says so where that changes the first. */
function aboveChance(pairs: readonly RankedPair[], first: RankedPair): string {
  const measured = pairs.flatMap((pair) =>
    pair.chance === null ? [] : [{ pair, above: pair.value - pair.chance }],
  );
  const top = measured.sort((a, b) => b.above - a.above)[0];
  return !top || top.pair === first
    ? ''
    : ` Measured above chance, ${listed(top.pair.pair.map(taskTitle))} come first (${signed(top.above)}).`;
}

function facts(file: SimilarityFile, { device, times, peakMemoryBytes }: RunFile): Html {
  return factList([
    ['Batches', `${String(file.batches)} × ${String(file.batchSize)} images`],
    ['Seeds', String(file.seeds.length)],
    ['Sparsities', `${file.sparsities.join(', ')}\u00a0%`],
    ['Precision', device.precision],
    ['Time', duration(times.seconds)],
    ['Peak memory', bytes(peakMemoryBytes)],
  ]);
}
