import { series } from '../looks';
import { WEIGHT } from '../made-up-shift';
import type { Rule } from '../rule';
import { logGamma } from './log-gamma';

/** Concentration of the mixture, as the authors' code and the package have it. */
const CONCENTRATION = 100;
const FALSE_ALARM = 0.01;

/**
 * How many times likelier the errors' split is under the mixture than under green's share of the traffic, as a logarithm:
 * conditional on how many errors there were, green's are multinomial, and the mixture is a Dirichlet around that share.
 */
export function logEvidence(blueErrors: number, greenErrors: number, weight = WEIGHT): number {
  const [blue, green] = [CONCENTRATION * (1 - weight), CONCENTRATION * weight];
  return (
    logBeta(blue + blueErrors, green + greenErrors) -
    logBeta(blue, green) -
    blueErrors * Math.log(1 - weight) -
    greenErrors * Math.log(weight)
  );
}

/**
 * The canary test for counts of M. Lindon and A. Malek, "Anytime-Valid Inference for Multinomial Count Data" (NeurIPS
 * 2022): only errors are counted, not calls. It may look as often as one likes. The test has two sides; a green that fails
 * less is no reason to roll back.
 */
export function lindonMalek(everySeconds: number): Rule {
  return {
    name: `Lindon-Malek, ${everySeconds} s`,
    ours: false,
    everySeconds,
    source:
      'Lindon and Malek, NeurIPS 2022, arxiv.org/abs/2011.03567; assuncaolfi/savvi 5039ec0, multinomial.py, k = 100',
    rollsBackAt: (shift) => {
      let [blue, green] = [0, 0];
      for (const [look, added] of series(shift, everySeconds).entries()) {
        blue += added.blue.errors;
        green += added.green.errors;
        const worse = green > WEIGHT * (blue + green);
        if (worse && logEvidence(blue, green) >= Math.log(1 / FALSE_ALARM)) return (look + 1) * everySeconds;
      }
      return undefined;
    },
  };
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
