import type { ReportedRelease } from './report';

/** A release in one line for a person: what came of it, who settled it, and on what. */
export function releaseLine(release: ReportedRelease): string {
  return [release.outcome, ...details(release)].join(' · ');
}

function details(release: ReportedRelease): readonly string[] {
  const { deployment, decidedBy, requests, gates } = release;
  const passed = gates.filter((gate) => gate.effect === 'passed').map((gate) => gate.name);
  const failed = gates.find((gate) => gate.effect === 'refused');
  if (!deployment) return gates.length === 0 ? release.notes : [...creation(release), ...besides(release)];
  const seconds = secondsBetween(deployment.startedAt, deployment.endedAt);
  // Where no gate refused it, CodeDeploy itself did.
  const reason = failed?.reasons[0]?.message ?? deployment.error?.message;
  const lines = {
    released: [
      ...(passed.length === 0 ? [] : [`${passed.join(', ')} passed`]),
      `all traffic moved in ${duration(seconds)}`,
      served(requests.green),
    ],
    blocked: [`by ${decidedBy ?? 'CodeDeploy'}`, 'no traffic moved', ...(reason === undefined ? [] : [reason])],
    'rolled-back': [
      `by ${decidedBy ?? 'CodeDeploy'}`,
      `after ${duration(seconds)}`,
      served(requests.green),
      'old version serves again',
    ],
    failed: release.notes,
    'first-deploy': release.notes,
    'no-change': release.notes,
  } satisfies Record<ReportedRelease['outcome'], readonly string[]>;
  return [...lines[release.outcome], ...besides(release)];
}

/** What was asked before an alias was created, and what came of it. */
function creation({ decidedBy, gates, notes }: ReportedRelease): readonly string[] {
  const failed = gates.find((gate) => gate.effect === 'refused');
  if (failed) {
    const reason = failed.reasons[0]?.message;
    return [`by ${decidedBy ?? 'its gates'}`, 'no alias was created', ...(reason === undefined ? [] : [reason])];
  }
  const passed = gates.filter((gate) => gate.effect === 'passed').map((gate) => gate.name);
  return [...(passed.length === 0 ? [] : [`${passed.join(', ')} passed`]), ...notes];
}

/** What is said of every release of which gates were asked. */
function besides({ gates, messages, deniedCalls }: ReportedRelease): readonly string[] {
  const missing = deniedCalls.map(({ missing: { on, statement } }) => `missing in ${on}: ${JSON.stringify(statement)}`);
  return [...uncounted(gates), counted(messages.length, 'message'), ...new Set(missing)];
}

/** The gates that did not count, with what they said. */
function uncounted(gates: ReportedRelease['gates']): readonly string[] {
  return gates.flatMap(({ name, effect, verdict }) => {
    if (effect === 'shadow') return [`shadow ${name}: ${verdict}`];
    return effect === 'proceeded' ? [`${name} was inconclusive and let it proceed`] : [];
  });
}

function served({ total, errors }: ReportedRelease['requests']['green']): string {
  return `green served ${counted(total, 'request')}, ${errors} failed`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function secondsBetween(from: string, to: string | null): number {
  return to === null ? 0 : Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
