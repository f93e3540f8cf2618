import { Lazy, Stack, Token, type CfnResource } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';

/** The hash at the end of a version's logical id. */
const HASH_LENGTH = 32;

/**
 * What names a version in a template. CDK works out a version's logical id anew, from all of the function, whenever
 * anything refers to it, as the function may still change. Once a synth validates its constructs the function does not,
 * and while it prepares it only looks for what refers to another stack: then one answer does for many questions.
 */
export class SettledVersion {
  private static readonly known = new WeakMap<lambda.Version, SettledVersion>();

  /** The version's number, as `version` of the version itself. */
  readonly number: string;
  private logicalId: string | undefined;

  private constructor(private readonly version: lambda.Version) {
    this.number = Lazy.uncachedString({
      produce: ({ preparing, scope }) => {
        if (preparing) return Stack.of(scope) === Stack.of(version) ? 'looked for in vain' : version.version;
        if (this.logicalId === undefined) return version.version;
        return Token.asString({ 'Fn::GetAtt': [this.logicalId, 'Version'] });
      },
    });
    version.node.addValidation({
      validate: () => {
        this.logicalId = this.currentLogicalId();
        return [];
      },
    });
  }

  static of(version: lambda.Version): SettledVersion {
    const settled = SettledVersion.known.get(version) ?? new SettledVersion(version);
    SettledVersion.known.set(version, settled);
    return settled;
  }

  /** Whether the function can change no more. */
  get isSettled(): boolean {
    return this.logicalId !== undefined;
  }

  /** The hash of what the version publishes, 32 hexadecimal digits. */
  get hash(): string {
    return (this.logicalId ?? this.currentLogicalId()).slice(-HASH_LENGTH);
  }

  private currentLogicalId(): string {
    const { logicalId } = this.version.node.defaultChild as CfnResource;
    return String(Stack.of(this.version).resolve(logicalId));
  }
}
