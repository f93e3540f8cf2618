import type { ReleaseFacts } from './release-facts';
import type { Found } from './stack-findings';

/** Whether the platform that the release calls is there, and as new as the release needs it. */
export function platformFindings({ platform, release }: ReleaseFacts): readonly Found[] {
  if (!platform) return [];
  const { name, read, missing, manifestSchema } = platform;
  if (missing.length > 0 && missing.length === read.length) {
    return [
      {
        code: 'platform-missing',
        severity: 'stops',
        what: `There is no release platform named ${name} in this account and region.`,
        why: 'CloudFormation cannot read what the platform publishes, and CodeDeploy would find no hooks.',
        mend: 'Deploy the stack with the `ReleasePlatform` first, or name another one by `platform`.',
      },
    ];
  }
  const mend =
    'Deploy the stack with the `ReleasePlatform` first, with the version of sluice that the release is made by.';
  if (missing.length > 0) {
    return [
      {
        code: 'platform-older',
        severity: 'stops',
        what: `The platform ${name} does not publish ${missing.join(', ')}.`,
        why: 'It is older than the release, which reads it: CloudFormation refuses the change.',
        mend,
      },
    ];
  }
  const schema = release.manifest?.schema ?? manifestSchema;
  if (schema <= manifestSchema) return [];
  return [
    {
      code: 'platform-older',
      severity: 'stops',
      what: `The platform ${name} understands manifests up to schema ${manifestSchema}; the release writes schema ${schema}.`,
      why: 'The gate run could not read the manifest and would refuse the release.',
      mend,
    },
  ];
}
