/** Draws the next number, uniform in [0, 1). */
export type Draw = () => number;

/** How much a judge of 1 to 5 points, and the cases, scatter. */
export interface Noise {
  readonly name: string;
  /** Share of the calls whose score is one of four coin tosses above 1, and so scatters by up to a point. */
  readonly tossed: number;
  /** Share of the calls that see only black and white: 1 or 5. What is left rounds the case's mean up or down. */
  readonly extreme: number;
  /** The true differences of the cases lie within this much around their mean, in points (a triangle). */
  readonly spread: number;
}

/**
 * How the true difference comes about: `shifted` moves every case a little, `few-broken` leaves most cases alone and
 * takes 3 points from a few. The second is what a clipped difference does not see.
 */
export type Shape = 'shifted' | 'few-broken';

/** A case's true mean scores: what the judge would give on average. */
export interface TrueCase {
  readonly blue: number;
  readonly green: number;
}

const DROP = 3;

/** Draws a case from all conversations; the mean of `green - blue` over all of them is exactly `difference`. */
export function drawCase(difference: number, shape: Shape, { spread }: Noise, draw: Draw): TrueCase {
  if (shape === 'few-broken') {
    const broken = draw() < -difference / DROP;
    const blue = 4 + 0.8 * draw();
    return { blue, green: broken ? blue - DROP : blue };
  }
  // Around a middle, so that no score has to be cut off at 1 or 5 and the mean stays what it is.
  const middle = 2.1 + 2 * draw();
  const own = difference + spread * (draw() - draw());
  return { blue: middle - own / 2, green: middle + own / 2 };
}

/** One call of the judge: a whole score from 1 to 5 whose mean is exactly `mean`. */
export function judge(mean: number, { tossed, extreme }: Noise, draw: Draw): number {
  const kind = draw();
  const share = (mean - 1) / 4;
  if (kind < extreme) return draw() < share ? 5 : 1;
  if (kind < extreme + tossed) {
    let score = 1;
    for (let toss = 0; toss < 4; toss++) if (draw() < share) score++;
    return score;
  }
  return Math.floor(mean + draw());
}
