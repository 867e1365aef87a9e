/** Prints rows under a heading, numbers to the right. */
export function printTable(title: string, header: string[], rows: string[][]): void {
  const widths = header.map((name, column) =>
    Math.max(name.length, ...rows.map(row => (row[column] ?? '').length)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  const rule = widths.map(width => '-'.repeat(width)).join('  ');
  console.log(`\n${title}\n${line(header)}\n${rule}`);
  for (const row of rows) console.log(line(row));
}
