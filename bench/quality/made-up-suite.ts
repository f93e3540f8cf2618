import { drawCase, judge, type Draw, type Shape, type TrueCase } from './made-up-judge';
import { CACHED_CALLS, type NoiseLevel } from './noise-levels';

/** What is true of green: its mean difference from blue, and how that comes about. */
export interface Truth {
  readonly name: string;
  readonly difference: number;
  readonly shape: Shape;
  /** Whether the suite's own mean is exactly the difference, or the mean over all conversations it is drawn from. */
  readonly exactInSuite: boolean;
}

/** Every score that a rule may ask for, in the random order of the cases. Each is counted when it is asked for. */
export interface MadeUpSuite {
  readonly green: readonly number[];
  readonly freshBlue: readonly number[];
  readonly cachedBlue: readonly number[];
  /** Blue's scores on other conversations, for the rule that does not pair. */
  readonly otherBlue: readonly number[];
}

export function drawSuite(size: number, truth: Truth, { noise }: NoiseLevel, draw: Draw): MadeUpSuite {
  const drawn = () => drawCase(truth.difference, truth.shape, noise, draw);
  const cases = Array.from({ length: size }, drawn);
  const exact = truth.exactInSuite ? centred(cases, truth.difference) : cases;
  return {
    green: exact.map(({ green }) => judge(green, noise, draw)),
    freshBlue: exact.map(({ blue }) => judge(blue, noise, draw)),
    cachedBlue: exact.map(({ blue }) => {
      let sum = 0;
      for (let call = 0; call < CACHED_CALLS; call++) sum += judge(blue, noise, draw);
      return sum / CACHED_CALLS;
    }),
    otherBlue: Array.from({ length: 100 }, () => judge(drawn().blue, noise, draw)),
  };
}

function centred(cases: readonly TrueCase[], difference: number): readonly TrueCase[] {
  const own = cases.reduce((sum, { blue, green }) => sum + green - blue, 0) / cases.length;
  const half = (difference - own) / 2;
  return cases.map(({ blue, green }) => ({ blue: blue - half, green: green + half }));
}
