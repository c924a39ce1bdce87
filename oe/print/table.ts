/**
 * Rows in columns as wide as their longest text, two spaces apart; columns of which nothing is said are left
 * out. Numbers stand at the right of `right` columns. Control characters are made visible: what an instance
 * says must not move the cursor.
 */
export function layOut<K extends string>(
  columns: readonly K[],
  rows: readonly Readonly<Record<K, string>>[],
  right: readonly K[] = [],
): string[] {
  const used = columns.filter((column) => rows.some((row) => row[column] !== ''));
  const cells = rows.map((row) => used.map((column) => visible(row[column])));
  const heads = used.map((column) => column.toUpperCase());
  const widths = used.map((_, at) => Math.max(...[heads, ...cells].map((line) => widthOf(line[at] ?? ''))));
  return [heads, ...cells].map((line) =>
    line
      .map((cell, at) => {
        const gap = ' '.repeat((widths[at] ?? 0) - widthOf(cell));
        return right.includes(used[at] as K) ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
}

function widthOf(text: string): number {
  return [...text].length;
}

/** A text with its control characters as escapes. */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => JSON.stringify(character).slice(1, -1));
}
