/** How far two raters agree beyond chance. */
export interface WeightedKappa {
  /** 1 where they always agree, 0 where they agree as often as by chance, below 0 where less often. */
  readonly kappa: number;
  /** Of `kappa`, in a large sample. */
  readonly standardError: number;
}

/** How much two ratings agree, from 0 to 1, by their places in the scale and the number of places. */
export type AgreementWeight = (row: number, column: number, places: number) => number;

/** A disagreement counts by the square of its size: two points are four times as bad as one. */
export const quadraticWeight: AgreementWeight = (row, column, places) => 1 - ((row - column) / (places - 1)) ** 2;

/**
 * Weighted kappa ([Cohen 1968](https://doi.org/10.1037/h0026256)) with the standard error of
 * [Fleiss, Cohen and Everitt 1969](https://doi.org/10.1037/h0028106), formulas 13 to 15, which holds for any true kappa.
 *
 * @param table how many were given the score of the row by one rater and that of the column by the other; square
 * @throws RangeError where nothing can be said: there is no rating, or both raters always gave one and the same score
 */
export function weightedKappa(
  table: readonly (readonly number[])[],
  weightOf: AgreementWeight = quadraticWeight,
): WeightedKappa {
  const places = table.length;
  const count = sum(table.map(sum));
  const rows = table.map((row) => sum(row) / count);
  const columns = rows.map((_, column) => sum(table.map((row) => row[column] ?? 0)) / count);
  const cells = table.flatMap((given, row) =>
    columns.map((ofColumn, column) => ({
      row,
      column,
      share: (given[column] ?? 0) / count,
      byChance: (rows[row] ?? 0) * ofColumn,
      weight: weightOf(row, column, places),
    })),
  );
  const observed = sum(cells.map(({ share, weight }) => share * weight));
  const expected = sum(cells.map(({ byChance, weight }) => byChance * weight));
  if (!(expected < 1)) throw new RangeError('Kappa needs ratings that are not all one and the same score.');
  const kappa = (observed - expected) / (1 - expected);
  const ofRow = rows.map((_, row) => sum(columns.map((share, column) => weightOf(row, column, places) * share)));
  const ofColumn = columns.map((_, column) => sum(rows.map((share, row) => weightOf(row, column, places) * share)));
  const spread = sum(
    cells.map(
      ({ row, column, share, weight }) =>
        share * (weight - ((ofRow[row] ?? 0) + (ofColumn[column] ?? 0)) * (1 - kappa)) ** 2,
    ),
  );
  const variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (count * (1 - expected) ** 2);
  // What is 0 may come out a little below it.
  return { kappa, standardError: Math.sqrt(Math.max(variance, 0)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
