/** A table in Markdown: the first row is its head, the first column left aligned, the others right aligned. */
export function markdown(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const rule = head.map((_, c) => (c === 0 ? '---' : '---:'));
  return [head, rule, ...body].map((row) => `| ${row.map(escaped).join(' | ')} |`).join('\n');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', String.raw`\|`);
}
