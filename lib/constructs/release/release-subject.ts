import { createHash } from 'node:crypto';
import { CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { canonicalText, type Json } from '../../domain/text/canonical-text';
import type { ReleaseType } from '../../domain/release/release-type';
import { SettledVersion } from './settled-version';
import { writtenProperties } from './written-properties';

/**
 * Properties of a function that publishing a version does not lock, as CDK has them (aws-cdk-lib, "aws-lambda", section
 * "Versions"): a change of them alone makes no version, and so no release. A test holds the list to CDK's own.
 */
export const UNLOCKED_PROPERTIES = ['CodeSigningConfigArn', 'ReservedConcurrentExecutions', 'Tags', 'TenancyConfig'];

/** The version of what is hashed. */
const SUBJECT_SCHEMA = 1;

/**
 * The subject of a release: the SHA-256, in hexadecimal digits, of its type and of what its version publishes, as it is synthesized. It is
 * known before the deployment, from the template, and after it, from the manifest, and is the same for as long as the
 * version is: so what is said of it before is found by it afterwards.
 */
export class ReleaseSubject {
  /** As a token: the function may change until the synth validates it. */
  readonly sha256: string;
  private readonly type: ReleaseType;
  private known: string | undefined;

  constructor(
    private readonly fn: lambda.Function,
    { version, type }: { readonly version: lambda.Version; readonly type: ReleaseType },
  ) {
    this.type = type;
    const settled = SettledVersion.of(version);
    this.sha256 = Lazy.uncachedString({
      // While a synth prepares it only looks for what refers to another stack: a subject refers to nothing.
      produce: ({ preparing }) => (preparing ? 'not yet known' : this.settledAt(settled)),
    });
  }

  private settledAt(settled: SettledVersion): string {
    if (!settled.isSettled) return this.now(settled);
    this.known ??= this.now(settled);
    return this.known;
  }

  private now(settled: SettledVersion): string {
    const resource = this.fn.node.defaultChild as lambda.CfnFunction;
    const text = canonicalText({
      schema: SUBJECT_SCHEMA,
      type: this.type,
      function: String(Stack.of(resource).resolve(resource.logicalId)),
      // What else makes a new version: `invalidateVersionBasedOn`, and tags where CDK is told to count them.
      version: settled.hash,
      properties: lockedProperties(resource),
      layers: layersOf(this.fn),
    });
    return createHash('sha256').update(text, 'utf8').digest('hex');
  }
}

function lockedProperties(resource: lambda.CfnFunction): Json {
  // CDK keeps here what an app has said of properties by `Function.classifyVersionProperty`.
  const said: { readonly _VER_PROPS?: Readonly<Record<string, boolean>> } = lambda.Function;
  const unlocked = new Set(UNLOCKED_PROPERTIES);
  for (const [name, isLocked] of Object.entries(said._VER_PROPS ?? {})) {
    if (isLocked) unlocked.delete(name);
    else unlocked.add(name);
  }
  const properties = Object.entries(writtenProperties(resource)).filter(([name]) => !unlocked.has(name));
  return Object.fromEntries(properties) as Json;
}

/** What is in the layers that this app makes; one that is there already is named by its ARN among the properties. */
function layersOf(fn: lambda.Function): Json {
  const having: { readonly _layers?: Iterable<lambda.ILayerVersion> } = fn;
  return [...(having._layers ?? [])].flatMap(({ node: { defaultChild } }) =>
    CfnResource.isCfnResource(defaultChild) ? [writtenProperties(defaultChild) as Json] : [],
  );
}
