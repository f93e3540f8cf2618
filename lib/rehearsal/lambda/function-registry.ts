import { ApiError } from '../kernel/api-error';
import type { Place } from '../kernel/place';
import {
  fingerprint,
  type FunctionAlias,
  type FunctionConfiguration,
  type FunctionVersion,
} from './function-configuration';

interface RegisteredFunction {
  latest: FunctionConfiguration;
  /** In the order of publication. */
  readonly versions: FunctionVersion[];
  readonly aliases: Map<string, FunctionAlias>;
  published: number;
  asynchronousRetries: number;
}

/** The functions of the account with their versions and aliases; it knows nothing of running them. */
export class FunctionRegistry {
  private readonly functions = new Map<string, RegisteredFunction>();

  constructor(private readonly place: Place) {}

  create(name: string, configuration: FunctionConfiguration): void {
    if (this.functions.has(name))
      throw new ApiError('ResourceConflictException', `Function already exist: ${name}`, 409);
    this.functions.set(name, {
      latest: configuration,
      versions: [],
      aliases: new Map(),
      published: 0,
      asynchronousRetries: 2,
    });
  }

  update(name: string, configuration: FunctionConfiguration): void {
    this.function(name).latest = configuration;
  }

  remove(name: string): void {
    this.functions.delete(name);
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
    for (const version of [alias.version, alias.additional?.version]) {
      if (version !== undefined) this.version(name, version);
    }
    this.function(name).aliases.set(alias.name, alias);
  }

  removeAlias(name: string, alias: string): void {
    this.function(name).aliases.delete(alias);
  }

  alias(name: string, alias: string): FunctionAlias | undefined {
    return this.function(name).aliases.get(alias);
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

  setAsynchronousRetries(name: string, retries: number): void {
    this.function(name).asynchronousRetries = retries;
  }

  asynchronousRetries(name: string): number {
    return this.function(name).asynchronousRetries;
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
