/**
 * The pairs that Wald's test needs on average, where the scatter is known and normal and both errors are 5 %: the
 * least of all tests with these errors, at a difference of 0 and at one of -margin
 * ([Wald and Wolfowitz, 1948](https://doi.org/10.1214/aoms/1177730197)). Wald's own approximation: what the test
 * overshoots its thresholds by is left out, so no test can quite reach it.
 */
export function waldLimit(difference: number, margin: number, sd: number): number {
  const threshold = Math.log(0.95 / 0.05);
  const towards = (2 * difference + margin) / margin;
  const certified = 1 / (1 + Math.exp(-towards * threshold));
  const drift = (margin * (difference + margin / 2)) / sd ** 2;
  return (threshold * (2 * certified - 1)) / drift;
}
