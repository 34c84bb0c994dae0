import type { KeptRow, SimilarityFile } from '@metasparse/affinity';
import { listed, METRIC_WORDS, WEIGHTING_WORDS } from '../answer/names.js';
import type { RunFile } from '../run-file.js';
import { metricsOf, weightingsOf } from './choices.js';
import { FORMULAS } from './formulas.js';
import { Html, html } from './html.js';

/** The method in words and formulas, with this run's own numbers in it. */
export function methodSection(file: SimilarityFile, run: RunFile): Html {
  return html`<section id="method" aria-labelledby="method-title">
    <h2 id="method-title">How it was computed</h2>
    <ol class="steps">
      ${[saliencyStep(file), maskStep(file), layerStep(file), pairStep(file), chanceStep(file)]}
    </ol>
    <p>${settings(file, run)}</p>
  </section>`;
}

function step(title: string, content: Html): Html {
  return html`<li>
    <h3>${title}</h3>
    ${content}
  </li>`;
}

function saliencyStep(file: SimilarityFile): Html {
  const text = `The network is drawn anew in each seed (${seeds(file)}) and is not trained. Over ${batchWords(file)} of ${String(file.batchSize)} images, every weight of the backbone and of a task’s own head gets that task’s saliency: how much the loss would change if the weight were missing, to first order. Z makes the saliencies of a task sum to 1.`;
  return step(
    'Saliency',
    html`<p>${text}</p>
      ${FORMULAS.saliency}`,
  );
}

function maskStep(file: SimilarityFile): Html {
  const smaller = file.kept.some(({ keepRatio: ratio, sparsity }) => ratio < 1 - sparsity / 100 - 1e-9);
  return step(
    'Masks',
    html`<p>
      Of all its weights, backbone and head together, a task keeps the ${keepRatios(file)} with the highest
      saliency; weights tied with the last one are kept
      too.${smaller && ' The fraction is smaller than what the sparsity leaves, since a network for all tasks keeps what any of them keeps.'}
    </p>`,
  );
}

function layerStep(file: SimilarityFile): Html {
  const formulas = metricsOf(file).map((metric) => FORMULAS[metric]);
  return step(
    'Similarity of a layer',
    html`<p>
        For each of the ${file.layers.length} backbone layers and each pair of tasks, with masks <em>m</em>,
        saliencies <em>s</em> and numbers of kept weights <em>n</em>:
      </p>
      ${formulas}`,
  );
}

function pairStep(file: SimilarityFile): Html {
  const terms = weightingsOf(file).map((weighting) => {
    const { title, meaning } = WEIGHTING_WORDS[weighting];
    return html`<div>
      <dt>${title}</dt>
      <dd>${meaning}</dd>
    </div>`;
  });
  return step(
    'Similarity of a pair',
    html`<p>
        A weighted mean over layers, then the plain mean over sparsities where it says “mean”, then over
        seeds; ± is the standard deviation over seeds. Layers are weighted in one of these ways,
        <em>l</em> counting from 0:
      </p>
      ${FORMULAS.average}
      <dl class="terms">${terms}</dl>`,
  );
}

function chanceStep(file: SimilarityFile): Html {
  return step(
    'Chance',
    html`<p>
        What two tasks would score if their gradients had nothing to do with each other: in every batch
        independent and Gaussian, while both share the weight itself. For ${METRIC_WORDS.sals.title} that is
      </p>
      ${FORMULAS.chance}
      <p>
        with <em>N</em> = ${batchWords(file)} here. For mask IoU and MCSS it follows from the same model at
        the fractions of each layer that the two tasks really keep. EPI-Sim has no such level.
      </p>`,
  );
}

function batchWords({ batches }: SimilarityFile): string {
  return batches === 1 ? '1 batch' : `${String(batches)} batches`;
}

function seeds({ seeds: list }: SimilarityFile): string {
  return list.length === 1
    ? `one seed: ${String(list[0] ?? '')}`
    : `${String(list.length)} seeds: ${listed(list)}`;
}

function keepRatios(file: SimilarityFile): string {
  const rows = file.kept.filter(({ task }) => task === file.tasks[0]);
  return rows.length === 0 ? 'fraction set by the sparsity' : listed(rows.map(keepRatio));
}

function keepRatio({ keepRatio: ratio, sparsity }: KeptRow): string {
  return `${String(Number((ratio * 100).toPrecision(4)))} % (for ${String(sparsity)} % sparsity)`;
}

function settings(file: SimilarityFile, { device }: RunFile): string {
  const compat =
    file.compat === 'reference'
      ? 'Compat “reference”: published quirks are repeated, so that numbers can be set beside published ones.'
      : 'Compat “correct”: where the published scripts err, this run does not repeat it.';
  const precision =
    device.precision === 'mixed'
      ? 'Precision “mixed”: float32 forward, bfloat16 backward; similarities agree with float32 to about 0.01.'
      : 'Precision fp32 throughout.';
  return `${compat} ${precision} The same bits come out for any number of workers, but not for another number of threads inside a kernel (${String(device.threads)} here).`;
}
