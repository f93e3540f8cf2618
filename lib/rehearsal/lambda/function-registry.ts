import { ApiError } from '../kernel/api-error';
import { interned } from '../kernel/interned';
import type { Place } from '../kernel/place';
import { ASYNCHRONOUS_DEFAULTS, type AsynchronousSettings } from './asynchronous-delivery';
import {
  fingerprint,
  type FunctionAlias,
  type FunctionConfiguration,
  type FunctionVersion,
} from './function-configuration';
import { checkHere, parseTarget, type Target } from './target';

interface RegisteredFunction {
  latest: FunctionConfiguration;
  /** In the order of publication. */
  readonly versions: FunctionVersion[];
  readonly aliases: Map<string, FunctionAlias>;
  published: number;
  asynchronous: AsynchronousSettings;
  /** How many of its invocations may run at once, and are kept for it alone. */
  reserved: number | undefined;
  /** The function's resource policy: statements by their ids, each for the function or one qualifier of it. */
  readonly permissions: Map<string, FunctionPermission>;
}

/** One statement of a function's resource policy. */
export interface FunctionPermission {
  /** The function's ARN, qualified where it is given for an alias or a version. */
  readonly resource: string;
  readonly statement: Readonly<Record<string, unknown>>;
}

/** The functions of the account with their versions and aliases; it knows nothing of running them. */
export class FunctionRegistry {
  private readonly functions = new Map<string, RegisteredFunction>();
  private sumReserved = 0;

  constructor(
    private readonly place: Place,
    /** Told when an alias that exists is set anew. */
    private readonly aliasSet: (functionName: string, alias: FunctionAlias) => void = () => undefined,
  ) {}

  /** What the name of a function leads to. Stops by name where that is in another account or region. */
  target(name: string, qualifier?: string): Target {
    checkHere(name, this.place);
    return parseTarget(name, qualifier);
  }

  create(name: string, configuration: FunctionConfiguration): void {
    if (this.functions.has(name))
      throw new ApiError('ResourceConflictException', `Function already exist: ${name}`, 409);
    this.functions.set(interned(name), {
      latest: configuration,
      versions: [],
      aliases: new Map(),
      published: 0,
      asynchronous: ASYNCHRONOUS_DEFAULTS,
      reserved: undefined,
      permissions: new Map(),
    });
  }

  update(name: string, configuration: FunctionConfiguration): void {
    this.function(name).latest = configuration;
  }

  remove(name: string): void {
    if (this.functions.has(name)) this.reserve(name, undefined);
    this.functions.delete(name);
  }

  /** Keeps some concurrency for a function alone; nothing, where it is undefined. */
  reserve(name: string, concurrency: number | undefined): void {
    const registered = this.function(name);
    this.sumReserved += (concurrency ?? 0) - (registered.reserved ?? 0);
    registered.reserved = concurrency;
  }

  reserved(name: string): number | undefined {
    return this.functions.get(name)?.reserved;
  }

  /** What is kept for single functions, in all. */
  get reservedInAll(): number {
    return this.sumReserved;
  }

  /**
   * Publishes `$LATEST`.
   *
   * Lambda makes no new version when nothing changed since the last one; CloudFormation then fails the resource,
   * since the version it would manage belongs to another (AWS CDK, README of aws-lambda, "currentVersion").
   */
  publish(name: string): string {
    const registered = this.function(name);
    const last = registered.versions.at(-1);
    if (last && fingerprint(last.configuration) === fingerprint(registered.latest)) {
      throw new ApiError(
        'ResourceConflictException',
        `A version for this Lambda function exists ( ${last.version} ). Modify the function to create a new version.`,
        409,
      );
    }
    registered.published += 1;
    const version = String(registered.published);
    registered.versions.push({ version, configuration: registered.latest });
    return version;
  }

  removeVersion(name: string, version: string): void {
    const registered = this.function(name);
    for (const alias of registered.aliases.values()) {
      if (alias.version === version || alias.additional?.version === version) {
        throw new ApiError(
          'ResourceConflictException',
          `Version is currently referenced by alias ${alias.name}: ${this.arn(name)}:${version}`,
          409,
        );
      }
    }
    const index = registered.versions.findIndex((published) => published.version === version);
    if (index >= 0) registered.versions.splice(index, 1);
  }

  putAlias(name: string, alias: FunctionAlias): void {
    const { configuration } = this.version(name, alias.version);
    if (alias.additional) checkFit(configuration, this.version(name, alias.additional.version).configuration);
    const { aliases } = this.function(name);
    const existed = aliases.has(alias.name);
    aliases.set(interned(alias.name), alias);
    if (existed) this.aliasSet(name, alias);
  }

  removeAlias(name: string, alias: string): void {
    this.function(name).aliases.delete(alias);
  }

  alias(name: string, alias: string): FunctionAlias | undefined {
    return this.function(name).aliases.get(alias);
  }

  /** @throws ApiError where there is no such alias */
  existingAlias(name: string, alias: string): FunctionAlias {
    const found = this.alias(name, alias);
    if (found) return found;
    throw new ApiError('ResourceNotFoundException', `Cannot find alias arn: ${this.arn(name)}:${alias}`, 404);
  }

  hasFunction(name: string): boolean {
    return this.functions.has(name);
  }

  version(name: string, version: string): FunctionVersion {
    const registered = this.function(name);
    if (version === '$LATEST') return { version, configuration: registered.latest };
    const found = registered.versions.find((published) => published.version === version);
    if (!found)
      throw new ApiError('ResourceNotFoundException', `Function not found: ${this.arn(name)}:${version}`, 404);
    return found;
  }

  /** The version that was published of what a function is now, `$LATEST` where none was; any other is itself. */
  publishedAs(name: string, version: string): string {
    if (version !== '$LATEST') return version;
    const { latest, versions } = this.function(name);
    return versions.findLast(({ configuration }) => configuration === latest)?.version ?? version;
  }

  /** The published versions of a function, in the order of publication. */
  versions(name: string): readonly FunctionVersion[] {
    return this.function(name).versions;
  }

  configureAsynchronous(name: string, settings: AsynchronousSettings): void {
    this.function(name).asynchronous = settings;
  }

  asynchronousSettings(name: string): AsynchronousSettings {
    return this.function(name).asynchronous;
  }

  putPermission(name: string, id: string, permission: FunctionPermission): void {
    this.function(name).permissions.set(id, permission);
  }

  removePermission(name: string, id: string): void {
    this.functions.get(name)?.permissions.delete(id);
  }

  /** The resource policy that holds for a function as it is called: by itself, or by a version or alias. */
  resourcePolicy(arn: string): readonly FunctionPermission['statement'][] {
    const permissions = this.functions.get(arn.split(':')[6] ?? '')?.permissions.values() ?? [];
    return [...permissions].filter(({ resource }) => resource === arn).map(({ statement }) => statement);
  }

  arn(name: string): string {
    return this.place.arn('lambda', `function:${name}`);
  }

  private function(name: string): RegisteredFunction {
    const found = this.functions.get(name);
    if (!found) throw new ApiError('ResourceNotFoundException', `Function not found: ${this.arn(name)}`, 404);
    return found;
  }
}

/**
 * Refuses versions that no alias may have together: Lambda Developer Guide, "Using alias routing configuration". The
 * words on roles were met in serverless-heaven/serverless-aws-alias 64; those on dead-letter queues are like them.
 */
function checkFit(one: FunctionConfiguration, other: FunctionConfiguration): void {
  const differs = [
    ...(one.roleArn === other.roleArn ? [] : ['execution role']),
    ...(one.deadLetterArn === other.deadLetterArn ? [] : ['dead-letter queue']),
  ][0];
  if (differs === undefined) return;
  throw new ApiError(
    'InvalidParameterValueException',
    `Specified versions must be associated with the same ${differs}`,
  );
}
