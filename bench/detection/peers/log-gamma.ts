/** The logarithm of the gamma function, for 1 and above: Stirling's series, after steps up to where it is exact to 1e-12. */
export function logGamma(x: number): number {
  let shifted = x;
  let below = 0;
  while (shifted < 15) below += Math.log(shifted++);
  const square = 1 / shifted ** 2;
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - below;
}
