import type { AddCommand } from '../add-command';
import { awsAccount } from '../aws-account';
import { now } from '../command-clock';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { keptRelease } from '../kept-release';
import { looking } from '../look-failure';
import { UsageError } from '../usage-error';
import { wholeNumber } from '../whole-number';
import { counted } from '../../domain/text/figures';

interface EffortOptions {
  readonly minutes: number;
  readonly who: string;
  readonly platform: string;
  readonly json?: boolean;
}

/** `sluice effort` */
export const effort: AddCommand = (program, ended) => {
  program
    .command('effort <release>')
    .description('notes how many minutes a person worked on a release, for the figures; nobody else knows')
    .requiredOption('--minutes <count>', 'whole minutes, such as 25', wholeNumber)
    .requiredOption('--who <name>', 'whose minutes they are')
    .option('--platform <name>', 'the platform whose ledger has the release', 'default')
    .option('--json', 'print what was noted as JSON on standard output')
    .addHelpText('after', '\nExample:\n  sluice effort d-ABCDEF123 --minutes 25 --who ada')
    .action(async (id: string, options: EffortOptions) => {
      ended(await noteEffort(id, options));
    });
};

async function noteEffort(id: string, { minutes, who, platform, json = false }: EffortOptions): Promise<number> {
  if (minutes < 1 || minutes > 10_000) throw new UsageError(`\`--minutes\` must be from 1 to 10000, got: ${minutes}`);
  const account = awsAccount();
  const { release, table } = await looking(keptRelease(id, platform, account));
  const noted = { releaseId: id, minutes, who, at: now() };
  await looking(account.figures(table).addEffort(release, noted));
  process.stdout.write(
    json
      ? jsonText({ schema: 1, ...noted })
      : `${counted(minutes, 'minute')} of ${forTerminal(who)} noted for ${forTerminal(id)}.\n`,
  );
  return EXIT.good;
}
