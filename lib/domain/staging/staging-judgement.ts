import type { EvidenceJudgement } from '../attestation/evidence';
import { shortDigest, type CodeDigest } from '../code/code-digest';
import { isTerminal, type Release, type ReleaseState } from '../release/release';
import { countText, listText } from '../text/figures';
import { oneLine } from '../text/one-line';
import type { ConfigurationDifferences } from './configuration-differences';

/** What is known of a release in staging, and of what is to be released. */
export interface StagingFound {
  readonly release: Release;
  /** What the code of its new version unpacks to; undefined where nobody knows. */
  readonly staged: CodeDigest | undefined;
  /** What the code that is to be released unpacks to. */
  readonly code: CodeDigest;
  /** Undefined where the version in staging is gone. */
  readonly differences?: ConfigurationDifferences | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What a release in staging shows of what is to be released; a problem, as a sentence, where it shows nothing of it. */
export type StagingJudgement = EvidenceJudgement | { readonly problem: string };

/** A release that was stopped shows something as well: that this code did not pass. */
export function stagingJudgement({ release, staged, code, differences, now }: StagingFound): StagingJudgement {
  const { id, state, breakGlass, openedAt, endedAt = openedAt } = release;
  if (!isTerminal(state)) return problem(`Release ${id} has not ended in staging: it is ${state}.`);
  if (staged === undefined)
    return problem(
      `Nobody knows what the code of release ${id} unpacks to: its version is gone, or nothing attested is asked for there, so that its platform did not read it. Have that platform ask for something (Requirement.evidence), and release there again.`,
    );
  if (staged !== code)
    return problem(
      `Release ${id} was of other code in staging, ${shortDigest(staged)}, than what is to be released, ${shortDigest(code)}: release the same code there.`,
    );
  if (state === 'released' && breakGlass !== undefined)
    return problem(
      `Release ${id} got through staging by break-glass ${breakGlass.id}, with its alarms ignored: it shows nothing. Release there without one.`,
    );
  const hours = Math.max(0, Math.round((now - endedAt) / 360_000) / 10);
  return {
    outcome: state === 'released' ? 'pass' : 'fail',
    sentence: `${endingText(release, endedAt)} ${differencesText(differences)}`,
    figures: { ...(differences && differenceFigures(differences)), 'hours since staging': hours },
  };
}

function problem(sentence: string): StagingJudgement {
  return { problem: sentence };
}

/** Such as `d-1 of chat:live was released in staging at 2026-01-05T09:00Z with this code.` */
function endingText(release: Release, endedAt: number): string {
  const { id, functionName, aliasName, state, decidedBy, reasons } = release;
  const when = `${new Date(endedAt).toISOString().slice(0, 16)}Z`;
  const ended = `${id} of ${oneLine(`${functionName}:${aliasName}`)} ${ENDED[state] ?? state} in staging at ${when} with this code`;
  if (state === 'released') return `${ended}.`;
  const by = decidedBy === undefined ? '' : ` by ${oneLine(decidedBy)}`;
  const why = reasons[0] === undefined ? '' : `: ${oneLine(reasons[0].message).slice(0, REASON_LENGTH)}`;
  return `${ended}${by}${why}${why.endsWith('.') ? '' : '.'}`;
}

const ENDED: Partial<Readonly<Record<ReleaseState, string>>> = {
  released: 'was released',
  blocked: 'was blocked',
  'rolled-back': 'was rolled back',
};

/** Characters, so that there is room for what differs. */
const REASON_LENGTH = 200;
const NAMED = 5;

/** What differs, by names; values may be secret. */
function differencesText(differences: ConfigurationDifferences | undefined): string {
  if (differences === undefined) return 'Its version is gone, so no configuration can be compared.';
  const { settings, variables, onlyInStaging, onlyInProduction, unknown } = differences;
  const different = [
    part('', settings),
    part('environment variables ', variables),
    part('environment variables only in staging ', onlyInStaging),
    part('environment variables only in production ', onlyInProduction),
  ].flat();
  const open = part('Not comparable before the deployment: ', unknown);
  const said = different.length === 0 ? 'No configuration differs.' : `What differs: ${different.join('; ')}.`;
  return [said, ...open.map((one) => `${one}.`)].join(' ');
}

function differenceFigures({ unknown, ...lists }: ConfigurationDifferences): Readonly<Record<string, number>> {
  const { settings, variables, onlyInStaging, onlyInProduction } = lists;
  const differences = [settings, variables, onlyInStaging, onlyInProduction].flat().length;
  return { differences, 'not comparable': unknown.length };
}

function part(what: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const first = names.slice(0, NAMED).map(oneLine);
  const more = names.length - first.length;
  return [`${what}${listText(more === 0 ? first : [...first, `${countText(more)} more`])}`];
}
