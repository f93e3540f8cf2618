import type { Verdict } from '../gate/verdict';
import { isAdoptedLess, type Adoption } from '../release/adoption';

/** The verdict on how far a release has adopted its pipeline: no less than its platform asks for. */
export function adoptionVerdict(adoption: Adoption, least: Adoption): Verdict {
  const isLess = isAdoptedLess(adoption, least);
  const what = `The release is at the stage \`${adoption}\`, and the platform asks for \`${least}\` at least`;
  return {
    outcome: isLess ? 'fail' : 'pass',
    reasons: [
      isLess
        ? {
            code: 'adopted-less',
            message: `${what}: give its GatedRelease \`adoption: '${least}'\`, and deploy again.`,
          }
        : { code: 'adopted-enough', message: `${what}.` },
    ],
    evidence: { source: 'the manifest of the release', sampleSize: 1, windowMs: 0, figures: {} },
  };
}
