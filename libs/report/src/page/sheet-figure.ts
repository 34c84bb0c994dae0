import { scrollBox } from './figure-html.js';
import { Html, html } from './html.js';

/** A wide picture in a box of its own that scrolls where the page is narrower. `png` is a PNG file. */
export function sheetFigure(png: Uint8Array, label: string): Html {
  const { width, height } = pngSize(png);
  return html`<figure class="sheet">
    ${scrollBox(label, html`<img src="data:image/png;base64,${toBase64(png)}" width="${width}" height="${height}" alt="${label}" />`)}
    <figcaption><small>${label}</small></figcaption>
  </figure>`;
}

/** Pixels, from the header chunk that every PNG begins with. */
function pngSize(png: Uint8Array): { width: number; height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

export function toBase64(png: Uint8Array): string {
  return Buffer.from(png.buffer, png.byteOffset, png.byteLength).toString('base64');
}
