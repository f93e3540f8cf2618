import { gatesAmong } from '../../domain/release/no-gates';
import type { AddCommand } from '../add-command';
import { awsAccount } from '../aws-account';
import { now } from '../command-clock';
import { commandGroup } from '../command-groups';
import { EXIT } from '../exit-code';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { keptRelease } from '../kept-release';
import { looking, LookFailure } from '../look-failure';
import { UsageError } from '../usage-error';

interface GatesLabelOptions {
  readonly who: string;
  readonly platform: string;
  readonly json?: boolean;
}

/** `sluice gates label` */
export const gatesLabel: AddCommand = (program, ended) => {
  commandGroup(program, 'gates')
    .command('label <release> <gate> <right-or-wrong>')
    .description('notes whether a gate was right about a release, for the precision of gates; the last word counts')
    .requiredOption('--who <name>', 'who says so')
    .option('--platform <name>', 'the platform whose ledger has the release', 'default')
    .option('--json', 'print what was noted as JSON on standard output')
    .addHelpText('after', '\nExample:\n  sluice gates label d-ABCDEF123 error-rate wrong --who ada')
    .action(async (id: string, gate: string, verdict: string, options: GatesLabelOptions) => {
      ended(await labelGate(id, gate, verdict, options));
    });
};

async function labelGate(
  id: string,
  gate: string,
  verdict: string,
  { who, platform, json = false }: GatesLabelOptions,
): Promise<number> {
  if (verdict !== 'right' && verdict !== 'wrong') {
    throw new UsageError(`A gate was \`right\` or \`wrong\`, got: ${verdict}`);
  }
  const account = awsAccount();
  const { release, table } = await looking(keptRelease(id, platform, account));
  const gates = (await looking(account.releases(table).gates(id))).map(({ name }) => name);
  // An alarm that ended it is no gate that was asked, and can be wrong as well.
  const asked = new Set([...gates, ...gatesAmong(release.decidedBy)]);
  if (!asked.has(gate)) {
    const known = asked.size === 0 ? 'none were asked' : `it has ${[...asked].sort().join(', ')}`;
    throw new LookFailure(`Release ${id} has no gate ${gate}: ${known}.`);
  }
  const label = { releaseId: id, gate, right: verdict === 'right', who, at: now() };
  await looking(account.figures(table).label(release, label));
  process.stdout.write(
    json ? jsonText({ schema: 1, ...label }) : forTerminal(`${gate} was ${verdict} about ${id}, says ${who}.`) + '\n',
  );
  return EXIT.good;
}
