import { Html, html, raw } from './html.js';

/** A formula on a line of its own, with the same in words for readers without MathML. */
export function formula(words: string, body: string): Html {
  return html`<math display="block" aria-label="${words}"><mrow>${raw(body)}</mrow></math>`;
}

export const mi = (name: string): string => `<mi>${name}</mi>`;
export const mo = (sign: string): string => `<mo>${sign}</mo>`;
export const mn = (number: string): string => `<mn>${number}</mn>`;
export const word = (name: string): string => `<mtext>${name}</mtext>`;
export const sub = (base: string, index: string): string =>
  `<msub><mrow>${base}</mrow><mrow>${index}</mrow></msub>`;
export const over = (above: string, below: string): string =>
  `<mfrac><mrow>${above}</mrow><mrow>${below}</mrow></mfrac>`;
export const sum = (index: string): string => `<munder><mo>∑</mo><mrow>${index}</mrow></munder>`;
export const size = (body: string): string => `${mo('|')}${body}${mo('|')}`;
