import { escapeXml } from './escape-xml.js';

/** Markup that is known to be safe; only `html` and `raw` make it. */
export class Html {
  constructor(readonly markup: string) {}
}

type Part = Html | string | number | null | false | readonly Part[];

/** Joins markup; every string and number put into it is escaped, null and false leave nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, i) => unindented(text) + render(parts[i] ?? null)).join(''));
}

/** Takes out the line breaks that only lay out the source: beside tags all of it, between words down to one break. */
function unindented(text: string): string {
  return text
    .replace(/>\s*\n\s*(?=<|$)/g, '>')
    .replace(/^\s*\n\s*(?=<)/, '')
    .replace(/\s*\n\s*/g, '\n');
}

/** Markup written by this library's own code, never by data. */
export function raw(markup: string): Html {
  return new Html(markup);
}

function render(part: Part): string {
  if (part === null || part === false) {
    return '';
  }
  if (part instanceof Html) {
    return part.markup;
  }
  return typeof part === 'object' ? part.map(render).join('') : escapeXml(String(part));
}
