import { Stack, type CfnResource } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';

/** What follows a function's name or ARN where a version or an alias is meant. */
const QUALIFIED = /^:(?!\$LATEST(?![\w-]))/;

/** What follows where the name is the beginning of a longer one. */
const LONGER = /^[\w-]/;

/**
 * Whether a value of a template names a function without a qualifier, or as `$LATEST`: by its ARN, or by its name where
 * that stands for a function. Elsewhere a name may be there for the metrics.
 *
 * @param value as it is in the template of the resource
 */
export function bareMentions(value: unknown, resource: CfnResource, fn: lambda.Function): boolean {
  const ways = waysToName(resource, fn);
  return ways.byArn.length > 0 && mentions(asWritten(value ?? null), ways);
}

/** How the template of a resource names a function, as `asWritten` has it. */
interface Ways {
  readonly byArn: readonly string[];
  readonly byName: readonly string[];
}

function mentions(value: unknown, ways: Ways): boolean {
  if (typeof value === 'string') {
    const inside = asJson(value);
    return inside === undefined ? ways.byArn.some((way) => isBareIn(value, way)) : mentions(inside, ways);
  }
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((one) => mentions(one, ways));
  const { FunctionName, TargetFunctionArn, Qualifier, 'Qualifier.$': later, ...others } = value as Called;
  const isLatest = later === undefined && (Qualifier === undefined || Qualifier === '$LATEST');
  const called = FunctionName ?? TargetFunctionArn;
  return (
    (isLatest && (mentions(called, ways) || ways.byName.some((way) => isBareName(called, way)))) ||
    Object.values(others).some((one) => mentions(one, ways))
  );
}

/** What has a function's name and a qualifier of its own: a URL, and calls of Lambda in definitions and schedules. */
interface Called {
  readonly FunctionName?: unknown;
  readonly TargetFunctionArn?: unknown;
  readonly Qualifier?: unknown;
  readonly 'Qualifier.$'?: unknown;
}

function isBareIn(text: string, way: string): boolean {
  return text
    .split(way)
    .slice(1)
    .some((rest) => !QUALIFIED.test(rest) && !LONGER.test(rest));
}

function isBareName(called: unknown, way: string): boolean {
  return typeof called === 'string' && called.startsWith(way) && isBareIn(called, way);
}

/** What another stack gives has a name there only once it is used. */
function waysToName(resource: CfnResource, fn: lambda.Function): Ways {
  const [stack, home] = [Stack.of(resource), Stack.of(fn)];
  const { functionName: givenName } = fn.node.defaultChild as lambda.CfnFunction;
  const given = home.resolve(givenName) as unknown;
  const isHere = stack.environment === home.environment;
  // Elsewhere a function goes by the name that it was given, or by none.
  if (!isHere && typeof given !== 'string') return { byArn: [], byName: [] };
  const named = (token: string) => {
    const here: unknown = stack.resolve(token);
    const isUnused = stack !== home && JSON.stringify(here) === JSON.stringify(home.resolve(token));
    return isUnused ? [] : [String(asWritten(here))];
  };
  const names = [...named(fn.functionName), ...(isHere && typeof given === 'string' ? [given] : [])];
  return { byArn: [...named(fn.functionArn), ...names.map((name) => `:function:${name}`)], byName: names };
}

/**
 * A value of a template with its texts as one reads them: what `Fn::Join` and `Fn::Sub` put together is one text, in which
 * what is known only once deployed stands for itself.
 */
export function asWritten(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(asWritten);
  const entries = Object.entries(value);
  const [[intrinsic, of] = ['', undefined]] = entries;
  if (entries.length !== 1) return Object.fromEntries(entries.map(([key, one]) => [key, asWritten(one)]));
  if (intrinsic === 'Fn::Join' && Array.isArray(of) && Array.isArray(of[1])) {
    return of[1].map((part: unknown) => asText(asWritten(part))).join(String(of[0]));
  }
  if (intrinsic === 'Fn::Sub') return substituted(of);
  if (/^(Ref|Fn::(GetAtt|ImportValue|GetStackOutput))$/.test(intrinsic)) return asText(value);
  return { [intrinsic]: asWritten(of) };
}

function substituted(of: unknown): string {
  const [text, values = {}] = (Array.isArray(of) ? of : [of]) as [unknown, Readonly<Record<string, unknown>>?];
  return String(text).replaceAll(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
    if (Object.hasOwn(values, name)) return asText(asWritten(values[name]));
    const [id = '', ...attribute] = name.split('.');
    return asText(attribute.length === 0 ? { Ref: id } : { 'Fn::GetAtt': [id, attribute.join('.')] });
  });
}

/** Without anything that JSON around it would escape, so that it is the same in any text. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', "'").replaceAll('\\', '/');
}

function asJson(text: string): unknown {
  try {
    return /^\s*[{[]/.test(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
