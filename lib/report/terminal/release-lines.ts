import { saysWhatItSaw } from '../../domain/release/gate-effect';
import { IN_FLIGHT } from '../../domain/gate/phase';
import { WARNED } from '../../domain/gate/warn-at';
import type { ReportedGate, ReportedRelease } from '../report';
import { isUnshiftedNote, reachesItself } from '../unshifted';
import { leftBehind } from '../what-serves';
import { CODEDEPLOY } from '../who-decided';
import { reasonLines } from './reason-lines';
import { shortNames } from './short-names';
import { counted, duration, indented } from './words';

/** How a release went, in the signs of a player: it went on, was held, was wound back. */
export const WENT = {
  released: '▶ released',
  'first-deploy': '▶ first version',
  blocked: '■ blocked',
  'rolled-back': '◀ rolled back',
  failed: '✖ failed',
  'no-change': '○ no change',
} as const satisfies Record<ReportedRelease['outcome'], string>;

/** Where what belongs to a release stands. */
const MARGIN = 6;

/** What came of it, in few words, what is left of it, and what it was not about. */
export function headline(release: ReportedRelease): string {
  return [outcomeLine(release), ...leftBehind(release), pastAlias(release)].filter((text) => text !== '').join(' · ');
}

function outcomeLine(release: ReportedRelease): string {
  const { deployment, decidedBy, requests, outcome, unshifted } = release;
  const by = decidedBy === null ? 'its gates' : decidedBy === CODEDEPLOY ? 'CodeDeploy' : shortNames(decidedBy);
  if (!deployment) return refusing(release).length > 0 ? `by ${by}, no alias was created` : passed(release);
  const took = duration(secondsBetween(deployment.startedAt, deployment.endedAt));
  const lines = {
    released: unshifted?.isAll
      ? `in ${took}`
      : `in ${took} · ${counted(requests.green.total, 'request')}, ${requests.green.errors} failed`,
    blocked: `by ${by}, before ${unshifted ? 'its alias moved' : 'any traffic'}`,
    'rolled-back': `by ${by}, after ${took}`,
    failed: `${decidedBy === null ? '' : `by ${by}, `}after ${took}`,
    'first-deploy': '',
    'no-change': '',
  } satisfies Record<ReportedRelease['outcome'], string>;
  return lines[outcome];
}

/** That a release shifted nothing, or whom it did not shift: all that is said of a shift is not about them. */
function pastAlias({ deployment, unshifted }: ReportedRelease): string {
  if (!unshifted) return '';
  const reaches = reachesItself(unshifted.callers);
  if (!deployment) return `not gated: ${reaches}`;
  return `${unshifted.isAll ? 'shifted nothing' : 'not shifted'}: ${reaches}`;
}

/** What a person needs besides: the gates that passed, why it was refused, whom it hit, what IAM denied. */
export function detailLines(release: ReportedRelease, width: number): readonly string[] {
  const { deployment, outcome } = release;
  const isNoted = !deployment && refusing(release).length === 0;
  const laidOut = (texts: readonly string[]) => texts.flatMap((text) => indented(shortNames(text), width, MARGIN));
  return [
    ...laidOut(outcome === 'released' ? [passed(release)].filter((text) => text !== '') : []),
    ...reasonLines(release, refusing(release), width, MARGIN),
    ...laidOut([
      ...hit(release),
      ...hitPastAlias(release),
      ...denied(release),
      ...(isNoted || outcome === 'failed' ? notes(release) : []),
      ...uncounted(release),
      ...(release.expectation?.differences ?? []).map((difference) => `✘ ${difference}`),
    ]),
  ];
}

/** Those that are not said already. */
function notes(release: ReportedRelease): readonly string[] {
  return release.notes.filter((note) => !note.startsWith('Missing in ') && !isUnshiftedNote(note));
}

function passed({ gates }: ReportedRelease): string {
  const names = gates.filter(({ effect }) => effect === 'passed').map(({ name }) => name);
  return names.length === 0 ? '' : `${names.join(', ')} passed`;
}

function refusing({ gates }: ReportedRelease): readonly ReportedGate[] {
  return gates.filter(({ effect }) => effect === 'refused');
}

/**
 * Whom a release that was rolled back hit, and since when nobody is any more; and where calls of one that was released
 * failed, how those of the version beside it went.
 */
function hit({ outcome, deployment, requests, moments, unshifted }: ReportedRelease): readonly string[] {
  if (!deployment || unshifted?.isAll) return [];
  const isTroubled = outcome === 'released' && requests.green.errors > 0 && requests.blue.total > 0;
  if (outcome !== 'rolled-back' && !isTroubled) return [];
  const of = ({ errors, total }: ReportedRelease['requests']['green']) => `${errors} of ${total}`;
  const { blue, green } = deployment;
  return [
    `${of(requests.green)} requests failed on version ${green}, ${of(requests.blue)} on version ${blue}`,
    ...(moments.restoredAt === null
      ? []
      : [`version ${blue} serves again ${unshifted ? 'by the alias ' : ''}since ${timeOfDay(moments.restoredAt)}`]),
  ];
}

/** What became of those who reach new code at once. */
function hitPastAlias({ unshifted }: ReportedRelease): readonly string[] {
  if (!unshifted || unshifted.requests.total === 0) return [];
  const { total, errors } = unshifted.requests;
  return [`${errors} of ${counted(total, 'request')} to the function itself failed`];
}

/** What would allow it is long, and for an editor: it is in the report. */
function denied({ deniedCalls }: ReportedRelease): readonly string[] {
  if (deniedCalls.length === 0) return [];
  const calls = deniedCalls.map(({ principal, action, resource }) => `${principal} may not ${action} on ${resource}`);
  return [...new Set(calls), 'the report has the statement that is missing'];
}

/** The gates that did not count, with what they said. */
function uncounted({ gates, outcome }: ReportedRelease): readonly string[] {
  const isStopped = outcome !== 'released';
  return gates.flatMap(({ name, phase, effect, verdict, reasons }) => {
    const warned = reasons.flatMap(({ code, message }) => (phase === IN_FLIGHT && code === WARNED ? [message] : []));
    if (effect === 'shadow') return [`shadow ${name}: ${verdict}`, ...warned.map((why) => `shadow ${name}: ${why}`)];
    const warnings = isStopped ? [] : warned.map((why) => `${name}: ${why}`);
    if (effect !== 'proceeded') return effect === 'refused' ? [] : warnings;
    if (saysWhatItSaw({ name, phase }))
      return isStopped ? [] : [`${name}: ${reasons[0]?.message ?? verdict}`, ...warnings];
    return [`${name} was inconclusive and let it proceed`];
  });
}

/** Within a rehearsal, the time of day says enough. */
export function timeOfDay(at: string): string {
  return at.slice(11, 19);
}

function secondsBetween(from: string, to: string | null): number {
  return to === null ? 0 : Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}
