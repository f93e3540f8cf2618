import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { SecretPlace } from '../../../domain/delivery/channel';
import { allow } from '../../allow';
import { PROP_KINDS, problemOf, shown, wholeProps } from '../../sound-props';

export interface ParameterSecretProps {
  /**
   * The key that the parameter is encrypted with, where it is one of your own.
   *
   * @default - the key `aws/ssm`
   */
  readonly encryptionKey?: kms.IKey;
}

export interface ManagedSecretProps {
  /**
   * The member of the secret, where it is a JSON object.
   *
   * @default - the whole secret
   */
  readonly field?: string;
}

/** @internal */
interface Kept {
  readonly problem?: string;
  /** Where it is, and lets a role read it. */
  place(): SecretPlace;
  allowReading(role: iam.Role): void;
}

/** Where a secret of a channel is kept. The secret itself is in no template: only who posts reads it. */
export class ChannelSecret {
  /** A parameter of Systems Manager, a SecureString made by hand: CloudFormation cannot make one. */
  static inParameter(name: string, props: ParameterSecretProps = {}): ChannelSecret {
    const { given, problems } = wholeProps(props, ['encryptionKey']);
    const { encryptionKey } = given;
    return new ChannelSecret({
      ...problemMember(problems[0] ?? parameterProblem(name)),
      place: () => ({ in: 'parameter', name }),
      allowReading: (role) => {
        const resourceName = name.replace(/^\//, '');
        const parameter = Stack.of(role).formatArn({ service: 'ssm', resource: 'parameter', resourceName });
        allow(role, { actions: ['ssm:GetParameter'], resources: [parameter] });
        if (encryptionKey) allow(role, { actions: ['kms:Decrypt'], resources: [encryptionKey.keyArn] });
      },
    });
  }

  /** A secret of Secrets Manager. */
  static inSecretsManager(secret: secretsmanager.ISecret, props: ManagedSecretProps = {}): ChannelSecret {
    const { given, problems } = wholeProps(props, ['field']);
    const { field } = given;
    return new ChannelSecret({
      ...problemMember(problems[0] ?? secretProblem(secret, field)),
      place: () => ({ in: 'secret', arn: secret.secretArn, ...(field === undefined ? {} : { field }) }),
      allowReading: (role) => {
        // A secret that is known by its name has six more characters in its ARN.
        const arn = secret.secretFullArn ?? `${secret.secretArn}-??????`;
        allow(role, {
          actions: ['secretsmanager:GetSecretValue'],
          resources: [arn],
          ...(secret.secretFullArn === undefined
            ? { wildcardBecause: 'Secrets Manager ends an ARN with chance.' }
            : {}),
        });
        const key = secret.encryptionKey;
        if (key) allow(role, { actions: ['kms:Decrypt'], resources: [key.keyArn] });
      },
    });
  }

  private constructor(private readonly kept: Kept) {}

  /** @internal */
  _bindToChannel(): Kept {
    return this.kept;
  }
}

function problemMember(problem: string | undefined): { readonly problem?: string } {
  return problem === undefined ? {} : { problem };
}

function parameterProblem(name: unknown): string | undefined {
  const problem = problemOf(PROP_KINDS.text, name);
  if (problem !== undefined) return `the name of the parameter ${problem}`;
  const isName = /^\/?[\w.-]+(?:\/[\w.-]+)*$/.test(String(name));
  return isName
    ? undefined
    : `the name of the parameter must be the name of an SSM parameter, such as /team/slack, got: ${shown(name)}`;
}

function secretProblem(secret: unknown, field: unknown): string | undefined {
  if (typeof secret !== 'object' || secret === null || !('secretArn' in secret)) {
    return `the secret must be a secret of Secrets Manager, got: ${shown(secret)}`;
  }
  const problem = field === undefined ? undefined : problemOf(PROP_KINDS.text, field);
  return problem === undefined ? undefined : `\`field\` ${problem}`;
}
