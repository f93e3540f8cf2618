import type { AlarmFact } from '../preflight/release-facts';
import { bySeverity, type Finding } from '../preflight/finding';
import type { ReconcileDecision } from '../reconcile/decide-reconcile';
import { isTerminal, type Release } from '../release/release';
import { timeText } from '../text/figures';

/** What is known of an alias that something may be wrong with. */
export interface DoctorFacts {
  /** Such as `chat:live`. */
  readonly alias: string;
  /** The second version that the alias has, and the share of its calls, 0 to 1; missing where it has one alone. */
  readonly additional?: { readonly version: string; readonly weight: number };
  /** What a reconciliation would do. */
  readonly decision: ReconcileDecision;
  /** The deployment of its group that has not ended. */
  readonly underWay?: { readonly id: string; readonly isRollback: boolean };
  /** Its deployment group; `gone` where CodeDeploy has none, and missing where the ledger names none. */
  readonly group?: 'gone' | { readonly isWatching: boolean; readonly alarms: readonly AlarmFact[] };
  /** The last release that the ledger has. */
  readonly release?: Release;
  /** The newest manifest that the platform understands, and the one of the last release. */
  readonly schemas?: { readonly platform: number; readonly release: number };
}

type Look = (facts: DoctorFacts) => Omit<Finding, 'release'> | undefined;

/** Each thing that may be wrong, and the command that mends it. */
const LOOKS: readonly Look[] = [
  ({ alias, additional, underWay }) =>
    additional && !underWay
      ? {
          code: 'alias-split',
          severity: 'stops',
          what: `The alias still sends ${percent(additional.weight)} of its calls to version ${additional.version}, and nothing moves it.`,
          why: 'CodeDeploy moves no alias that has two versions, so that no release gets through.',
          mend: `sluice rollback ${alias}`,
        }
      : undefined,
  ({ underWay }) =>
    underWay && {
      code: underWay.isRollback ? 'rollback-under-way' : 'release-in-flight',
      severity: 'notes',
      what: `Deployment ${underWay.id} of its group is under way${underWay.isRollback ? ', and puts a version back' : ''}.`,
      why: 'CodeDeploy takes one deployment of a group at a time.',
      mend: `sluice show ${underWay.id} --watch`,
    },
  ({ alias, decision }) =>
    decision.kind === 'reconcile'
      ? {
          code: decision.isBegun ? 'reconcile-unfinished' : 'alias-drifted',
          severity: 'stops',
          what: `Version ${decision.version} serves, and CloudFormation has the alias at version ${decision.believed}.`,
          why: 'CodeDeploy fails every deployment that begins elsewhere than where the alias is.',
          mend: `sluice reconcile ${alias}`,
        }
      : undefined,
  ({ decision, underWay }) => {
    if (decision.kind !== 'refused') return undefined;
    const { code, what, why, fix } = decision.refusal;
    // The alias is looked at above, and while a release is under way its stack is busy.
    if (code === 'alias-split' || (underWay && code === 'stack-busy')) return undefined;
    return { code, severity: code === 'stack-busy' ? 'notes' : 'stops', what, why, mend: fix };
  },
  ({ group }) =>
    group === 'gone'
      ? {
          code: 'group-gone',
          severity: 'stops',
          what: 'CodeDeploy has no deployment group of its last release any more.',
          why: 'Nothing can move the alias through gates, and `sluice rollback` cannot put a version back after the end.',
          mend: 'Deploy the stack of the release once more: cdk deploy',
        }
      : undefined,
  ({ group }) =>
    group !== undefined && group !== 'gone' && !group.isWatching
      ? {
          code: 'alarms-are-off',
          severity: 'warns',
          what: 'Its deployment group watches no alarm.',
          why: 'A release goes on whatever its alarms say; a break-glass switches them off for one deployment.',
          mend: 'Synthesize without a break-glass, and deploy: that switches them on again.',
        }
      : undefined,
  ({ group }) => {
    const red = group === undefined || group === 'gone' ? [] : group.alarms.filter(({ state }) => state === 'ALARM');
    const [first] = red;
    return (
      first && {
        code: 'alarm-red',
        severity: 'stops',
        what: `${red.map(({ name }) => name).join(', ')} ${red.length === 1 ? 'is' : 'are'} red${first.since === undefined ? '' : ` since ${timeText(first.since)}`}.`,
        why: 'CodeDeploy stops a deployment that begins now, the fix as well, unless its alarms are new with it.',
        mend: 'Look at what it watches; for a fix that it would stop: sluice break-glass --help',
      }
    );
  },
  ({ release, underWay }) =>
    release && !isTerminal(release.state) && !underWay && release.blue !== undefined
      ? {
          code: 'release-not-closed',
          severity: 'warns',
          what: `The ledger has release ${release.id} as ${release.state}, and CodeDeploy has no deployment of it under way.`,
          why: 'The platform ends it within minutes, unless it is ill.',
          mend: `sluice show ${release.id}; where it stays so: docs/guides/when-the-platform-is-ill.md`,
        }
      : undefined,
  ({ schemas }) =>
    schemas && schemas.release > schemas.platform
      ? {
          code: 'platform-older',
          severity: 'stops',
          what: `Its last release wrote a manifest of schema ${schemas.release}, and the platform understands ${schemas.platform}.`,
          why: 'The platform refuses what it does not understand.',
          mend: 'Deploy the platform first, by the same version of Sluice as its releases.',
        }
      : undefined,
];

/** What is wrong with an alias, the worst first, each with the command that mends it. */
export function diagnosis(facts: DoctorFacts): readonly Finding[] {
  const found = LOOKS.flatMap((look) => look(facts) ?? []);
  return bySeverity(found.map((finding) => ({ ...finding, release: facts.alias })));
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
