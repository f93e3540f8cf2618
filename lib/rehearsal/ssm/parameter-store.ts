import { createHash } from 'node:crypto';
import { ApiError } from '../kernel/api-error';
import type { Place } from '../kernel/place';
import { checkLength, type Tier } from './parameter-limit';

/** Parameter Store keeps this many versions (Systems Manager User Guide, "Working with parameter versions"). */
const MOST_VERSIONS = 100;

export const PARAMETER_TYPES = ['String', 'StringList', 'SecureString'] as const;

export type ParameterType = (typeof PARAMETER_TYPES)[number];

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly value: string;
  readonly tier: Tier;
  /** Counts the writes, from 1. */
  readonly version: number;
  /** Milliseconds since the epoch; undefined where the account has no clock for it. */
  readonly changedAt: number | undefined;
}

export interface ParameterStorePorts {
  readonly place: Place;
  now?(): number;
}

/** The parameters of an account, by their names. */
export class ParameterStore {
  /** By name, each with its versions from the first on. */
  private readonly parameters = new Map<string, readonly Parameter[]>();

  constructor(private readonly ports: ParameterStorePorts) {}

  /** Its newest version, or that of a number. */
  find(name: string, version?: number): Parameter | undefined {
    return this.parameters.get(name)?.findLast((one) => version === undefined || one.version === version);
  }

  /** The newest version of each. */
  all(): readonly Parameter[] {
    return [...this.parameters.values()].flatMap((versions) => versions.slice(-1));
  }

  /** Makes a parameter, or a new version of one that exists. */
  write(given: Pick<Parameter, 'name' | 'type' | 'value' | 'tier'>): Parameter {
    checkLength(given.name, given.value, given.tier);
    const before = this.parameters.get(given.name) ?? [];
    const version = (before.at(-1)?.version ?? 0) + 1;
    const parameter = { ...given, version, changedAt: this.ports.now?.() };
    this.parameters.set(given.name, [...before, parameter].slice(-MOST_VERSIONS));
    return parameter;
  }

  delete(name: string): void {
    if (!this.parameters.delete(name)) throw new ApiError('ParameterNotFound', `Parameter ${name} not found.`);
  }

  arn(name: string): string {
    return this.ports.place.arn('ssm', `parameter/${name.replace(/^\//, '')}`);
  }

  /** A parameter as the API gives it. What is secure is not readable unless it was asked to be decrypted. */
  describe({ name, type, value, version, changedAt }: Parameter, decrypted: boolean) {
    return {
      Name: name,
      Type: type,
      Value: type === 'SecureString' && !decrypted ? cipherText(name, version) : value,
      Version: version,
      ...(changedAt === undefined ? {} : { LastModifiedDate: changedAt / 1000 }),
      ARN: this.arn(name),
      DataType: 'text',
    };
  }
}

/** Stands for what KMS would have made of the value. */
function cipherText(name: string, version: number): string {
  return createHash('sha512').update(`${name} ${version}`).digest('base64');
}
