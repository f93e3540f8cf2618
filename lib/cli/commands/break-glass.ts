import { BREAK_GLASS, brokenGlass, MOST_GLASS_SECONDS } from '../../domain/attestation/break-glass';
import type { Attestation } from '../../domain/attestation/attestation';
import type { AddCommand } from '../add-command';
import { addSubjectOptions, attestedSubjects, type SubjectOptions } from '../attested-subjects';
import { now } from '../command-clock';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { makeAttestations } from '../make-attestations';
import { secondsUntil } from '../seconds-until';

interface BreakGlassOptions extends SubjectOptions {
  readonly reason: string;
  readonly until: string;
  readonly takeBack?: boolean;
  readonly json?: boolean;
}

/** `sluice break-glass` */
export const breakGlass: AddCommand = (program, ended) => {
  const command = program
    .command('break-glass')
    .description('takes it upon you that one deployment ignores the alarms of its release, and prints an id for it')
    .requiredOption('--reason <reason>', 'why, in one sentence: it is kept, and in every message of the release')
    .requiredOption('--until <time>', 'until when a deployment may begin by it: 30m, 4h, or a time; 24 hours at most');
  addSubjectOptions(command)
    .option('--take-back', 'take back whatever was broken for it before')
    .option('--json', 'print the ids as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (options: BreakGlassOptions) => {
      ended(await take(options));
    });
};

const HELP = `
For the fix that a red alarm would stop. An id is good for one deployment, of exactly what it was given for; with --all
there is one for each release. Who may is what the platform grants: platform.grantAttest(role, 'break-glass').

  sluice break-glass --assembly cdk.out --reason "The queue alarm is red, and this drains it." --until 2h
  cdk deploy -c sluice:break-glass=bg-3f2a91c0d4e7-9b1c0d2e4f5a

Exit codes: 0 kept; 2 wrong usage; 3 not kept.`;

async function take({ reason, until, takeBack = false, json = false, ...of }: BreakGlassOptions): Promise<number> {
  const validSeconds = secondsUntil('--until', until, now(), MOST_GLASS_SECONDS);
  const outcome = takeBack ? 'fail' : 'pass';
  const claimed = { kind: BREAK_GLASS, outcome, said: reason, figures: {}, validSeconds } as const;
  const kept = await makeAttestations(attestedSubjects(of), claimed);
  process.stdout.write(json ? jsonText({ schema: 1, takenBack: takeBack, glasses: kept.map(shown) }) : textOf(kept));
  return EXIT.good;
}

function shown(attestation: Attestation) {
  const { subject, name } = attestation;
  const { id, by, because, until } = brokenGlass(attestation);
  return { id, name, subject, by, because, until: new Date(until).toISOString() };
}

function textOf(kept: readonly Attestation[]): string {
  const all = kept.map(shown);
  const lines = all.map(({ id, name, subject, by, because, until }, index) =>
    kept[index]?.outcome === 'fail'
      ? `taken back for ${name} (subject ${subject.slice(0, 12)}): “${because}” By ${by}.`
      : `${id} for ${name} (subject ${subject.slice(0, 12)}): “${because}” By ${by}, until ${until}.`,
  );
  const ids = kept.filter(({ outcome }) => outcome === 'pass').map((one) => brokenGlass(one).id);
  const next = ids.length === 0 ? [] : [`Now: cdk deploy -c sluice:break-glass=${ids.join(',')}`];
  return [...forTerminal(lines), ...next].map((line) => `${line}\n`).join('');
}
