/** A table of GitHub's Markdown. Cells are Markdown of one line. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(header), `|${'---|'.repeat(header.length)}`, ...rows.map(row)].join('\n');
}

function row(cells: readonly string[]): string {
  return `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell.replaceAll('|', '\\|')} `)).join('|')}|`;
}

export const code = (text: string) => `\`${text}\``;

/** `a`, `b` or `c`. */
export function either(items: readonly string[]): string {
  const others = items.slice(0, -1).join(', ');
  return [...(others === '' ? [] : [others]), ...items.slice(-1)].join(' or ');
}

/** A text that names our documents by path, such as docs/names.md, with links to them as seen from `page`. */
export function withLinks(text: string, page: string): string {
  return text.replace(/\b(docs\/([\w-]+\.md))(#[\w-]+)?/g, (_, path: string, file: string, anchor = '') => {
    const words = anchor === '' ? file : anchor.slice(1).replaceAll('-', ' ');
    return `[${words}](${path === page && anchor !== '' ? '' : file}${anchor})`;
  });
}
