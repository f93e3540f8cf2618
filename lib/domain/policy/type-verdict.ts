import { standingOf } from '../attestation/standing';
import type { TypeSuggestion } from '../facts/commit-facts';
import type { Reason, Verdict } from '../gate/verdict';
import { timeText } from '../text/figures';
import { oneLine } from '../text/one-line';
import { isBelow } from './is-below';
import type { Judging } from './judging';
import { OVERRIDES } from '../gate/overrides';

/** By this somebody answers for a release of a type below what its commits suggest. */
export const TYPE_ATTESTATION = 'release-type';

/** What is taken for suggested where nobody knows the commits. */
const UNKNOWN: TypeSuggestion = {
  type: 'minor',
  sentence: 'Nobody knows its commits: `sluice annotate` keeps what they suggest.',
};

/** The verdict on the type of a release: it may not be below what its commits suggest, unless somebody answers for it. */
export function typeVerdict(judging: Judging): Verdict {
  const { type, facts } = judging;
  const suggests = facts?.commits?.suggests ?? UNKNOWN;
  const { passes, ...reason } = isBelow(type, suggests.type) ? belowReason(judging, suggests) : fits(judging, suggests);
  return {
    outcome: passes ? 'pass' : 'fail',
    reasons: [reason],
    evidence: {
      source: 'the commits since the last release, as they were annotated',
      // The type itself is one thing that was looked at, whatever is known of commits.
      sampleSize: Math.max(1, facts?.commits?.count ?? 0),
      windowMs: 0,
      figures: {},
    },
  };
}

type Judged = Reason & { readonly passes: boolean };

function fits({ type }: Judging, { type: suggested, sentence }: TypeSuggestion): Judged {
  return {
    passes: true,
    code: 'type-fits',
    message: `It is a ${type} release, and its commits ask for ${suggested} at least. ${oneLine(sentence)}`,
  };
}

function belowReason({ type, attestations, at }: Judging, { type: suggested, sentence }: TypeSuggestion): Judged {
  const standing = standingOf(TYPE_ATTESTATION, attestations, at);
  const what = `It is a ${type} release, and its commits ask for ${suggested}: ${oneLine(sentence)}`;
  if (standing.is !== 'passed')
    return {
      passes: false,
      code: 'type-below-commits',
      message: `${what} Synthesize it with \`-c sluice:type=${suggested}\`, or have somebody answer for it by \`sluice approve --as ${TYPE_ATTESTATION}\`.`,
    };
  const { by, at: since, said } = standing.latest;
  return {
    passes: true,
    code: OVERRIDES.type,
    message: `${what} ${oneLine(by.arn)} answers for it since ${timeText(since)}: ${oneLine(said)}`,
  };
}
