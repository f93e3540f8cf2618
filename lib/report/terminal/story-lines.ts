import { glassSentence } from '../../domain/attestation/break-glass';
import { adoptionSentence } from '../../domain/release/adoption';
import { OWED } from '../../domain/policy/owed';
import { isTerminal } from '../../domain/release/release';
import type { ReleaseStory, StoryVersion, StoryWarning } from '../release-story';
import { commitLines } from './commit-lines';
import { deliveryLines } from './delivery-lines';
import type { Paint } from './summary';
import { counted, duration, indented } from './words';

/** How a release stands, in words. */
const STANDS = {
  gating: 'gates are asked; no traffic has moved',
  shifting: 'traffic is moving',
  verifying: 'all traffic is on the new version; the last gates are asked',
  refused: 'refused; CodeDeploy is about to end it',
  'rolling-back': 'CodeDeploy puts the old version back',
  released: 'released',
  blocked: 'blocked before any traffic',
  'rolled-back': 'rolled back',
  failed: 'failed, and not rolled back',
} as const satisfies Record<ReleaseStory['release']['state'], string>;

const EFFECTS = { passed: '✔', proceeded: '○', refused: '✘', shadow: '·' } as const;

/** A release for a person: where it stands, what both versions did, what the gates said. @param at milliseconds since the epoch */
export function storyLines(story: ReleaseStory, at: number, width: number, paint: Paint): readonly string[] {
  const { release, watch } = story;
  const until = release.endedAt === undefined ? at : Date.parse(release.endedAt);
  const took = duration(Math.max(0, Math.round((until - Date.parse(release.openedAt)) / 1000)));
  const versions =
    release.blue === undefined ? `first version ${release.green}` : `version ${release.blue} → ${release.green}`;
  const isBad = release.state !== 'released' && isTerminal(release.state);
  const stands = isBad ? paint.bad(STANDS[release.state]) : STANDS[release.state];
  const adoption = adoptionSentence(release.adoption);
  return [
    `  ${release.functionName}:${release.aliasName}   ${versions}   ${took}`,
    `  ${stands}${release.decidedBy !== undefined && isBad ? `, by ${release.decidedBy}` : ''}`,
    ...(release.breakGlass
      ? indented(`alarms off: ${glassSentence(release.breakGlass)}`, width, 2).map(paint.bad)
      : []),
    ...(adoption === undefined ? [] : indented(adoption, width, 2)),
    ...(watch && release.blue !== undefined
      ? [
          '',
          ...(isTerminal(release.state) ? [paint.soft('  at the last look:')] : []),
          trafficLine(release.blue, 1 - (watch.weight ?? 0), watch.blue, width),
          trafficLine(release.green, watch.weight ?? 0, watch.green, width),
          ...watch.evidence.map(({ gate, evidence }) =>
            paint.soft(`  ${gate}: evidence against version ${release.green}: ${evidence} to 1`),
          ),
          ...watch.warnings.flatMap((warning) => warningLines(warning, width)),
        ]
      : []),
    '',
    ...gateLines(story, width, paint),
    ...release.reasons.flatMap(({ message }) => indented(message, width, 4)),
    ...(release.notes ?? []).flatMap(({ message }) => indented(message, width, 4).map(paint.soft)),
    '',
    ...commitLines(story, paint),
    ...(story.deliveries.length === 0 ? [] : ['', ...deliveryLines(story, paint)]),
    '',
    ...(release.published === undefined ? [] : [paint.soft(`  published ${release.published}`)]),
    ...(release.head === undefined ? [] : [paint.soft(`  head ${release.head}`)]),
    paint.soft(`  ${release.id} · ${counted(story.events.length, 'event')} · opened ${release.openedAt}`),
  ];
}

const BAR = 24;

function trafficLine(version: string, weight: number, { calls, failed }: StoryVersion, width: number): string {
  const share = Math.min(1, Math.max(0, weight));
  const filled = Math.round(share * BAR);
  const bar = width >= 70 ? `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}  ` : '';
  const errors =
    failed === undefined ? '' : calls === 0 ? '  – failed' : `  ${((failed / calls) * 100).toFixed(1)} % failed`;
  const percent = `${Math.round(share * 1000) / 10} %`;
  return `  version ${version.padEnd(5)} ${bar}${percent.padStart(6)}  ${calls.toLocaleString('en-US').padStart(9)} calls${errors}`;
}

function warningLines({ gate, mode, message }: StoryWarning, width: number): readonly string[] {
  return indented(`! ${mode === 'shadow' ? 'shadow ' : ''}${gate}: ${message}`, width, 2);
}

function gateLines({ gates }: ReleaseStory, width: number, paint: Paint): readonly string[] {
  if (gates.length === 0) return [paint.soft('  No gate has answered yet.')];
  const nameWidth = Math.max(...gates.map(({ name }) => name.length));
  return gates.flatMap(({ name, phase, effect, outcome, reasons }) => {
    const line = `  ${EFFECTS[effect]} ${name.padEnd(nameWidth)}  ${outcome.padEnd(12)} ${paint.soft(phase)}`;
    const told = effect === 'refused' ? reasons.slice(0, 3) : reasons.filter(({ code }) => code === OWED);
    const says = told.flatMap(({ message }) => indented(message, width, 6));
    return [effect === 'refused' ? paint.bad(line) : line, ...says];
  });
}
