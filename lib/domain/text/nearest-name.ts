/**
 * The one of some names that was most likely meant by a name that is none of them: by the letters that were put in, left out,
 * changed or swapped with their neighbour, a third of them at most.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((one) => ({ one, edits: editsBetween(name.toLowerCase(), one.toLowerCase()) }))
    .filter(({ one, edits }) => edits <= Math.min(2, Math.floor(one.length / 3)))
    .sort((left, right) => left.edits - right.edits);
  return nearest?.one;
}

/** The distance of optimal string alignment, a row at a time. */
function editsBetween(from: string, to: string): number {
  let rows: readonly [readonly number[], readonly number[]] = [
    [],
    Array.from({ length: to.length + 1 }, (_, at) => at),
  ];
  for (let i = 1; i <= from.length; i++) rows = [rows[1], nextRow(from, to, i, rows)];
  return rows[1].at(-1) ?? 0;
}

function nextRow(
  from: string,
  to: string,
  i: number,
  [beforeLast, last]: readonly [readonly number[], readonly number[]],
): readonly number[] {
  const row = [i];
  for (let j = 1; j <= to.length; j++) {
    const changed = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
    const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
    const swapped = isSwapped ? (beforeLast[j - 2] ?? 0) + 1 : Infinity;
    row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed, swapped));
  }
  return row;
}
