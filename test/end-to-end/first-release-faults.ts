import type { ReportedRelease } from '../../lib/report/report';
import { editTemplate } from './service-assembly';

/** Something that goes wrong while a good version is to get its alias. */
export interface FirstReleaseFault {
  readonly name: string;
  readonly faults: readonly object[];
  /** Where the fault is made up for. */
  readonly isCreated?: boolean;
  readonly decidedBy?: string;
  /** What the events of the stack say. */
  readonly says?: string;
  /** Where CloudFormation's own patience is all that is left. */
  readonly takesItsHour?: boolean;
}

/** So long after each step, all that is late has been made up for: messages, and releases that nobody ended. */
const AFTERWARDS = '75m';

/** The steps that play the faults: those that no alias comes of first, and then the others, each on a new account. */
export function faultSteps(faults: readonly FirstReleaseFault[], good: string, gone: string): readonly object[] {
  return faults.flatMap(({ name, faults: own, isCreated = false }) => [
    { name, deploy: good, faults: own, expect: { outcome: isCreated ? 'first-deploy' : 'failed' } },
    { wait: AFTERWARDS },
    ...(isCreated ? [{ name: `after ${name}`, deploy: gone }] : []),
  ]);
}

/** Leaves nothing of a service but a role, so that its next deployment is the first again. */
export function leaveARole(assembly: string): void {
  editTemplate(assembly, (text) => {
    const { Resources: all, ...template } = JSON.parse(text) as { Resources: Record<string, { Type: string }> };
    const kept = Object.entries(all)
      .filter(([, { Type: type }]) => type === 'AWS::IAM::Role')
      .slice(0, 1);
    return JSON.stringify({ ...template, Resources: Object.fromEntries(kept) });
  });
}

const eventsOf = ({ timeline }: ReportedRelease) =>
  timeline.filter(({ actor, what }) => actor === 'CloudFormation' && what.startsWith('ReleaseFirstRelease'));

/** How long the custom resource took until it failed, in minutes of virtual time. */
function minutes(one: ReportedRelease): number {
  const [begun] = eventsOf(one).filter(({ what }) => what.includes(': CREATE_IN_PROGRESS'));
  const [failed] = eventsOf(one).filter(({ what }) => what.includes(': CREATE_FAILED'));
  return (Date.parse(failed?.at ?? '') - Date.parse(begun?.at ?? '')) / 60_000;
}

/** Whatever breaks: an alias comes of a pass alone, the reason is there within minutes, and one message is sent. */
export function expectFailsClosed(release: ReportedRelease, fault: FirstReleaseFault): void {
  const { isCreated = false, takesItsHour = false, says = '' } = fault;
  const decidedBy = isCreated ? 'gates' : (fault.decidedBy ?? 'gate-run');
  const isThere = release.timeline.some(({ what }) => what.startsWith('ReleaseAlias'));

  expect(release.faults.every(({ struck }) => struck > 0)).toBe(true);
  expect({ outcome: release.outcome, isThere, decidedBy: release.decidedBy }).toEqual({
    outcome: isCreated ? 'first-deploy' : 'failed',
    isThere: isCreated,
    decidedBy,
  });
  expect(release.messages).toHaveLength(1);
  if (isCreated) {
    expect(release.gates.map(({ name, verdict }) => `${name}: ${verdict}`)).toContain('health: pass');
    return;
  }
  expect(release.messages[0]?.text).toContain(`Decided by: ${decidedBy}.`);
  expect(release.notes.join()).toContain(says);
  expect(minutes(release)).toBeLessThan(takesItsHour ? 61 : 31);
}

export const on = (id: string, kind: string, more: object = {}) => ({ on: 'function', id, kind, ...more });
export const api = (id: string, kind: string, more: object = {}) => ({ on: 'api', id, kind, ...more });
