import type { Attestations } from '../domain/attestation/attestations';
import type { CommitFacts } from '../domain/facts/commit-facts';
import type { AlarmsJudged } from '../domain/policy/alarms-verdict';
import { calendarsAsked } from '../domain/policy/judge-freezes';
import type { JudgedGate } from '../domain/policy/judged-gate';
import type { Judging } from '../domain/policy/judging';
import { plannedTimes } from '../domain/policy/planned-times';
import { requiredOf } from '../domain/policy/required';
import type { Schedule } from '../domain/policy/schedule';
import type { AlarmWatches } from '../domain/release/alarm-watch';
import { gatesOfPhase } from '../domain/release/gates-of-phase';
import type { Ledger } from '../domain/release/ledger';
import type { Manifest } from '../domain/release/manifest';
import type { Parameters } from '../domain/release/parameters';
import { DEFAULT_RELEASE_TYPE } from '../domain/release/release-type';
import type { Release } from '../domain/release/release';
import { judgeByGlass, type GlassPorts } from './judge-by-glass';
import { publishedPolicy } from './published-policy';
import { readClosings, type CalendarPorts } from './read-closings';
import { releasesUnderWay } from './releases-under-way';

export interface JudgingPorts extends CalendarPorts, GlassPorts {
  readonly platformName: string;
  readonly parameters: Parameters;
  readonly attestations: Pick<Attestations, 'of'>;
  readonly alarmWatches: AlarmWatches;
  readonly ledger: Pick<Ledger, 'unsettled' | 'read' | 'replace'>;
  readonly now: () => number;
}

type OpenedRelease = Pick<Release, 'id' | 'functionName' | 'blue' | 'openedAt'>;

/** What is judged before any gate is asked. What cannot be read stops the release: nobody knows what it would have said. */
export async function judgeAtOpening(
  release: OpenedRelease,
  manifest: Manifest,
  facts: CommitFacts | undefined,
  ports: JudgingPorts,
): Promise<readonly JudgedGate[]> {
  const { platformName, parameters, now } = ports;
  const { functionName } = release;
  const {
    subject,
    type = DEFAULT_RELEASE_TYPE,
    gates: { asked: gates },
  } = manifest;
  const at = now();
  const [policy, attestations, alarms] = await Promise.all([
    publishedPolicy(platformName, parameters),
    subject === undefined ? [] : ports.attestations.of(subject),
    alarmsOf(release, manifest, ports),
  ]);
  const known = { functionName, type, subject, gates, policy, attestations, facts, alarms, at };
  const schedule = await scheduleOf(release, manifest, known, ports);
  return judgeByGlass({ ...known, schedule }, gatesOfPhase(gates, 'before-traffic', release).attested, ports);
}

/** A first release is no deployment of CodeDeploy's: no alarm stops it. */
async function alarmsOf(
  { id, blue }: Pick<Release, 'id' | 'blue'>,
  { alarms, breakGlass: glassId }: Manifest,
  { alarmWatches, spentGlasses }: JudgingPorts,
): Promise<AlarmsJudged | undefined> {
  if (blue === undefined) return undefined;
  const [watch, spentBy] = await Promise.all([
    alarmWatches.of(id),
    glassId === undefined ? undefined : spentGlasses.by(glassId),
  ]);
  return { releaseId: id, watch, expected: Object.values(alarms), glassId, spentBy };
}

/** What is known of the time in which it is to happen, as far as the platform or the release itself asks for that. */
async function scheduleOf(
  release: OpenedRelease,
  manifest: Manifest,
  known: Pick<Judging, 'functionName' | 'type' | 'facts' | 'policy' | 'gates' | 'at'>,
  { ledger, ...ports }: CalendarPorts & Pick<JudgingPorts, 'ledger'>,
): Promise<Schedule> {
  const { policy, gates, at } = known;
  const { freezes, alone } = requiredOf(policy, known);
  const own = gates.flatMap(({ freeze }) => (freeze ? [freeze] : []));
  const planned = plannedTimes(manifest, release, at);
  const [calendars, underWay] = await Promise.all([
    readClosings(calendarsAsked([...freezes, ...own]), policy.calendars ?? {}, planned, ports),
    alone.length === 0 ? [] : releasesUnderWay(ledger),
  ]);
  return { release, planned, calendars, underWay };
}
