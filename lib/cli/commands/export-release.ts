import { canonicalJson, canonicalSha256 } from '../../adapters/canonical-json';
import { exportedRecord, signedText, type ReleaseExport } from '../../domain/audit/release-export';
import { platformParameterName } from '../../domain/release/platform-names';
import type { AddCommand } from '../add-command';
import { EXIT } from '../exit-code';
import { looking, LookFailure } from '../look-failure';
import { platformLedger, type PlatformLedger } from '../platform-ledger';
import { showWait } from '../show-wait';
import { writeOutput } from '../write-output';

interface ExportOptions {
  readonly platform: string;
  readonly output?: string;
}

/** `sluice export` */
export const exportRelease: AddCommand = (program, ended) => {
  program
    .command('export <release>')
    .description('prints the record of a release as canonical JSON, signed where the platform has a key for that')
    .option('--platform <name>', 'the platform whose ledger is read', 'default')
    .option('--output <file>', 'write it to a file instead')
    .option('--json', 'nothing else: it is always JSON')
    .addHelpText('after', HELP)
    .action(async (release: string, options: ExportOptions) => {
      ended(await exportOne(release, options));
    });
};

const HELP = `
The release is named by its id: that of the CodeDeploy deployment, such as d-1A2B3C4D5.
\`sluice ledger verify --file FILE\` recomputes what such a file says, by the platform's
key or, with --public-key, by anybody without an AWS account.`;

async function exportOne(releaseId: string, { platform, output }: ExportOptions): Promise<number> {
  const wait = showWait(`reading the ledger of the platform ${platform}`);
  const exported = await looking(made(releaseId, platform)).finally(wait.end);
  const text = `${canonicalJson(exported)}\n`;
  if (output === undefined) process.stdout.write(text);
  else writeOutput('--output', output, text);
  if (exported.signature === null) {
    process.stderr.write(
      `This export is not signed: the platform ${platform} has no key for that. Give it one by \`auditKey\` of ReleasePlatform.\n`,
    );
  }
  return EXIT.good;
}

async function made(releaseId: string, platform: string): Promise<ReleaseExport> {
  const ledger = await platformLedger(platform);
  const items = await ledger.releases.items(releaseId);
  if (items.length === 0) throw new LookFailure(`The ledger of the platform ${platform} has no release ${releaseId}.`);
  const record = exportedRecord(platform, releaseId, items);
  const sha256 = canonicalSha256(record);
  return { record, sha256, signature: await signatureOf(ledger, platform, signedText(releaseId, sha256)) };
}

async function signatureOf({ account }: PlatformLedger, platform: string, signed: string) {
  const parameter = platformParameterName(platform, 'auditKey');
  const auditKeyArn = (await account.parameters.values([parameter])).get(parameter);
  if (auditKeyArn === undefined) return null;
  const value = await account.signatures.sign(auditKeyArn, signed);
  return { algorithm: 'ECDSA_SHA_256', keyArn: auditKeyArn, signed, value } as const;
}
