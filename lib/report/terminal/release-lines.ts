import type { ReportedGate, ReportedRelease } from '../report';
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

/** More say no more to a person; the report has all. */
const MOST_REASONS = 3;

/** Where what belongs to a release stands. */
const MARGIN = 6;

/** What came of it, in few words. */
export function headline(release: ReportedRelease): string {
  const { deployment, decidedBy, requests, outcome } = release;
  const by = decidedBy ?? (deployment ? 'CodeDeploy' : 'its gates');
  if (!deployment) return refusing(release).length > 0 ? `by ${by}, no alias was created` : passed(release);
  const took = duration(secondsBetween(deployment.startedAt, deployment.endedAt));
  const lines = {
    released: `in ${took} · ${counted(requests.green.total, 'request')}, ${requests.green.errors} failed`,
    blocked: `by ${by}, before any traffic`,
    'rolled-back': `by ${by}, after ${took}`,
    failed: `${decidedBy === null ? '' : `by ${by}, `}after ${took}`,
    'first-deploy': '',
    'no-change': '',
  } satisfies Record<ReportedRelease['outcome'], string>;
  return lines[outcome];
}

/** What a person needs besides: the gates that passed, why it was refused, whom it hit, what IAM denied. */
export function detailLines(release: ReportedRelease, width: number): readonly string[] {
  const { deployment, gates, outcome } = release;
  const isNoted = !deployment && refusing(release).length === 0;
  return [
    ...(outcome === 'released' ? [passed(release)].filter((text) => text !== '') : []),
    ...reasons(release),
    ...hit(release),
    ...denied(release),
    ...(isNoted || outcome === 'failed' ? release.notes.filter((note) => !note.startsWith('Missing in ')) : []),
    ...uncounted(gates),
    ...(release.expectation?.differences ?? []).map((difference) => `✘ ${difference}`),
  ].flatMap((text) => indented(shortNames(text), width, MARGIN));
}

function passed({ gates }: ReportedRelease): string {
  const names = gates.filter(({ effect }) => effect === 'passed').map(({ name }) => name);
  return names.length === 0 ? '' : `${names.join(', ')} passed`;
}

function refusing({ gates }: ReportedRelease): readonly ReportedGate[] {
  return gates.filter(({ effect }) => effect === 'refused');
}

/** Where nobody named refused it, CodeDeploy itself did. What IAM denied is said beside, and once. */
function reasons(release: ReportedRelease): readonly string[] {
  const { deployment, decidedBy, deniedCalls } = release;
  const refused = refusing(release).flatMap((gate) => gate.reasons);
  if (refused.length === 0) return decidedBy === null && deployment?.error ? [deployment.error.message] : [];
  const own = refused.filter(({ message }) => !deniedCalls.some((call) => message.includes(call.message)));
  const more = own.length - MOST_REASONS;
  return [...own.slice(0, MOST_REASONS).map(({ message }) => message), ...(more > 0 ? [`+ ${more} more`] : [])];
}

/** Whom a release that was rolled back hit, and since when nobody is any more. */
function hit({ outcome, deployment, requests, moments }: ReportedRelease): readonly string[] {
  if (outcome !== 'rolled-back' || !deployment) return [];
  const of = ({ errors, total }: ReportedRelease['requests']['green']) => `${errors} of ${total}`;
  const { blue, green } = deployment;
  return [
    `${of(requests.green)} requests failed on version ${green}, ${of(requests.blue)} on version ${blue}`,
    ...(moments.restoredAt === null ? [] : [`version ${blue} serves again since ${timeOfDay(moments.restoredAt)}`]),
  ];
}

/** What would allow it is long, and for an editor: it is in the report. */
function denied({ deniedCalls }: ReportedRelease): readonly string[] {
  if (deniedCalls.length === 0) return [];
  const calls = deniedCalls.map(({ principal, action, resource }) => `${principal} may not ${action} on ${resource}`);
  return [...new Set(calls), 'the report has the statement that is missing'];
}

/** The gates that did not count, with what they said. */
function uncounted(gates: ReportedRelease['gates']): readonly string[] {
  return gates.flatMap(({ name, effect, verdict }) => {
    if (effect === 'shadow') return [`shadow ${name}: ${verdict}`];
    return effect === 'proceeded' ? [`${name} was inconclusive and let it proceed`] : [];
  });
}

/** Within a rehearsal, the time of day says enough. */
export function timeOfDay(at: string): string {
  return at.slice(11, 19);
}

function secondsBetween(from: string, to: string | null): number {
  return to === null ? 0 : Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}
