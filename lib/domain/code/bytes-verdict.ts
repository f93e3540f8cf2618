import type { Reason, Verdict } from '../gate/verdict';
import { oneLine } from '../text/one-line';
import { shortDigest } from './code-digest';
import type { ReleasedBytes } from './released-bytes';

/** The verdict on the bytes of a release: green has those that were synthesized, or the release is stopped. */
export function bytesVerdict(bytes: ReleasedBytes): Verdict {
  const { outcome, reason } = judged(bytes);
  return {
    outcome,
    reasons: [reason],
    evidence: {
      source: 'Lambda, and what the manifest names',
      sampleSize: bytes.is === 'unreadable' || bytes.is === 'not-named' ? 0 : 1,
      windowMs: 0,
      figures: {},
    },
  };
}

function judged(bytes: ReleasedBytes): { readonly outcome: 'pass' | 'fail'; readonly reason: Reason } {
  switch (bytes.is) {
    case 'as-named': {
      const unpacked = bytes.digest === undefined ? '' : `, unpacked ${shortDigest(bytes.digest)}`;
      const message = `The new version has the bytes of ${oneLine(bytes.named)}: SHA-256 ${bytes.sha256.slice(0, 12)}${unpacked}.`;
      return { outcome: 'pass', reason: { code: 'bytes-as-named', message } };
    }
    case 'not-comparable':
      return { outcome: 'pass', reason: { code: 'bytes-not-comparable', message: oneLine(bytes.because) } };
    case 'others':
      return {
        outcome: 'fail',
        reason: {
          code: 'bytes-changed',
          message: `The new version has not the code that was synthesized: its SHA-256 is ${bytes.sha256}, and that of ${oneLine(bytes.named)} is ${oneLine(bytes.expected)}. Somebody changed the function past its deployment (cdk deploy --hotswap, the console), or the object after it. Put the function's code back from that object (aws lambda update-function-code), or delete the object where it is the one that was changed, and deploy again.`,
        },
      };
    case 'unreadable':
      return {
        outcome: 'fail',
        reason: {
          code: 'bytes-unreadable',
          message: `Nobody can say whether the new version has the code that was synthesized: ${oneLine(bytes.named)} could not be read (${oneLine(bytes.because)}). Deploy again, which uploads what is gone.`,
        },
      };
    case 'not-named':
      return {
        outcome: 'fail',
        reason: {
          code: 'bytes-not-named',
          message:
            'The manifest does not say what the code is, so nobody knows whether it is what was attested: synthesize the release with this version of Sluice.',
        },
      };
  }
}
