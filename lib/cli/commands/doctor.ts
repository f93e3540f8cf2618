import { diagnosis } from '../../domain/doctor/diagnosis';
import { isStopped } from '../../domain/preflight/finding';
import type { AddCommand } from '../add-command';
import { aliasNamed } from '../alias-name';
import { awsAccount } from '../aws-account';
import { doctorFacts } from '../doctor-facts';
import { EXIT } from '../exit-code';
import { findingText } from '../finding-text';
import { forTerminal } from '../for-terminal';
import { jsonText } from '../json-text';
import { looking } from '../look-failure';
import { showWait } from '../show-wait';

interface DoctorOptions {
  readonly platform: string;
  readonly stack?: string;
  readonly json?: boolean;
}

/** `sluice doctor` */
export const doctor: AddCommand = (program, ended) => {
  program
    .command('doctor <function:alias>')
    .description('says what is wrong with an alias under release, and which command mends it; changes nothing')
    .option('--platform <name>', 'the platform whose ledger is read', 'default')
    .option('--stack <name>', 'the stack that has the alias; else it is looked up')
    .option('--json', 'print the findings as JSON on standard output')
    .addHelpText('after', HELP)
    .action(async (alias: string, options: DoctorOptions) => {
      ended(await examine(alias, options));
    });
};

const HELP = `
It looks at what serves, at what CloudFormation believes to serve, at the stack, at CodeDeploy's group with its alarms and
deployments, and at the last release in the ledger. What the next release would stumble over says \`sluice preflight\`.

  sluice doctor chat:live

Exit codes: 0 nothing stops a release; 1 something does; 2 wrong usage; 3 could not look.`;

async function examine(name: string, { platform, stack, json = false }: DoctorOptions): Promise<number> {
  const patient = { ...aliasNamed(name), platform, ...(stack === undefined ? {} : { stackName: stack }) };
  const wait = showWait(`looking at ${name}`);
  const findings = diagnosis(await looking(doctorFacts(patient, awsAccount())).finally(wait.end));
  const stops = isStopped(findings);
  if (json) {
    process.stdout.write(jsonText({ schema: 1, alias: name, stops, findings }));
  } else {
    const lines = findings.length === 0 ? [`Nothing is wrong with ${name}.`] : forTerminal(findings).map(findingText);
    process.stdout.write(`${lines.join('\n\n')}\n`);
  }
  return stops ? EXIT.bad : EXIT.good;
}
