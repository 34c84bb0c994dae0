import type { Example, ExampleImage } from '../example.js';
import { Html, html } from './html.js';
import { toBase64 } from './sheet-figure.js';

/** Most samples a report shows. */
export const MOST_EXAMPLES = 3;

/** The first samples as the network saw them; without any, a sentence that says so. */
export function exampleSection(examples: readonly Example[]): Html {
  return html`<section id="examples" aria-labelledby="examples-title">
    <h2 id="examples-title">What the network saw</h2>
    ${
      examples.length === 0
        ? html`<p>This run kept no example pictures.</p>`
        : html`<p>
              Samples after scaling, mirroring and cropping, with the labels the losses were computed on.
            </p>
            ${examples.slice(0, MOST_EXAMPLES).map(sample)}`
    }
  </section>`;
}

function sample({ id, images }: Example): Html {
  return html`<h3 class="path">${id}</h3>
    <div class="examples">${images.map((image) => picture(id, image))}</div>`;
}

function picture(id: string, { name, caption, png, width, height }: ExampleImage): Html {
  return html`<figure>
    <img
      src="data:image/png;base64,${toBase64(png)}"
      width="${width}"
      height="${height}"
      alt="${name} of ${id}"
    />
    <figcaption>${name}<small>${caption}</small></figcaption>
  </figure>`;
}
