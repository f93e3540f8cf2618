import { ApiError } from '../kernel/api-error';
import type { Draw } from '../kernel/randomness';
import type { FunctionVersion } from './function-configuration';
import type { FunctionRegistry } from './function-registry';
import { isVersion, type Target } from './target';

/** Which version an invocation comes to. */
export class AliasRouting {
  /** @param draw chance, where an alias gives a part of its calls to another version */
  constructor(
    private readonly registry: FunctionRegistry,
    private readonly draw: Draw,
  ) {}

  /**
   * The version that one invocation comes to, by the weights of the alias.
   *
   * @param wanted goes before the weights, if it is one of those that the alias leads to
   * @throws ApiError where there is no such function, version or alias
   */
  choose(target: Target, wanted?: string): FunctionVersion {
    const { functionName, qualifier } = target;
    if (qualifier === undefined) return this.registry.version(functionName, '$LATEST');
    const alias = this.registry.alias(functionName, qualifier);
    if (!alias) {
      if (isVersion(qualifier)) return this.registry.version(functionName, qualifier);
      const arn = `${this.registry.arn(functionName)}:${qualifier}`;
      throw new ApiError('ResourceNotFoundException', `Cannot find alias arn: ${arn}`, 404);
    }
    const { version, additional } = alias;
    if (wanted !== undefined && (wanted === version || wanted === additional?.version)) {
      return this.registry.version(functionName, wanted);
    }
    const isAdditional = additional && this.draw() < additional.weight;
    return this.registry.version(functionName, isAdditional ? additional.version : version);
  }

  /** The version that an alias leads to, whatever part of its calls another gets. */
  main({ functionName, qualifier = '$LATEST' }: Target): FunctionVersion {
    const version = this.registry.alias(functionName, qualifier)?.version ?? qualifier;
    return this.registry.version(functionName, version);
  }
}
