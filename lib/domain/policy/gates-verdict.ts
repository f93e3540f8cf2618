import { IN_FLIGHT } from '../gate/phase';
import type { Reason, Verdict } from '../gate/verdict';
import type { AskedGate } from '../release/manifest';

/** The verdict on which gates a release has: those of the kinds that its platform asks for, and they must count. */
export function gatesVerdict(required: readonly string[], gates: readonly AskedGate[]): Verdict {
  const reasons = required.map((kind) => reasonOf(kind, gates));
  const lacking = reasons.filter(({ code }) => code !== 'gate-there');
  return {
    outcome: lacking.length === 0 ? 'pass' : 'fail',
    reasons: lacking.length === 0 ? reasons : lacking,
    evidence: {
      source: 'the manifest of the release',
      sampleSize: Math.max(1, gates.length),
      windowMs: 0,
      figures: {},
    },
  };
}

function reasonOf(kind: string, gates: readonly AskedGate[]): Reason {
  const own = gates.filter((gate) => gate.kind === kind);
  if (own.some(counts)) return { code: 'gate-there', message: `The release has a gate of kind \`${kind}\`.` };
  if (own.length > 0)
    return {
      code: 'required-gate-not-counted',
      message: `The platform asks for a gate of kind \`${kind}\`, and ${own.map(({ name }) => `\`${name}\``).join(', ')} does not count: take out its \`mode\` and \`onInconclusive\`.`,
    };
  return {
    code: 'required-gate-missing',
    message: `The platform asks for a gate of kind \`${kind}\`, and the release has none: add one to its \`gates\`.`,
  };
}

/** In flight most healthy releases end with nothing found: there a gate counts as it is. */
function counts({ mode, onInconclusive, phase }: AskedGate): boolean {
  return mode !== 'shadow' && (phase === IN_FLIGHT || onInconclusive !== 'proceed');
}
