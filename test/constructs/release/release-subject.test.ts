import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Duration, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as fc from 'fast-check';
import { Gate, GatedRelease } from 'sluice';
import { UNLOCKED_PROPERTIES } from '../../../lib/constructs/release/release-subject';
import { plannedReleases } from '../../../lib/domain/preflight/planned-release';
import { temporaryApp } from '../temporary-app';

interface Variant {
  readonly code?: string;
  readonly memory?: number;
  readonly description?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly layer?: string;
  readonly tag?: string;
  readonly reserved?: number;
  readonly stackDescription?: string;
  readonly roleNote?: string;
  readonly gate?: string;
  readonly type?: string;
}

interface Synthesized {
  readonly subject: string | undefined;
  readonly version: string | undefined;
}

/** What the release of a function, such as a squad has one, is synthesized as. */
function synthesize(variant: Variant, id = 'Chat'): Synthesized {
  const { app, outdir, remove } = temporaryApp();
  try {
    if (variant.type !== undefined) app.node.setContext('sluice:type', variant.type);
    const stack = new Stack(app, 'Service', {
      ...(variant.stackDescription === undefined ? {} : { description: variant.stackDescription }),
    });
    const source = join(outdir, 'source');
    mkdirSync(source);
    writeFileSync(join(source, 'index.js'), variant.code ?? 'exports.handler = async () => 1;');
    const layerSource = join(outdir, 'layer');
    mkdirSync(layerSource);
    writeFileSync(join(layerSource, 'lib.js'), variant.layer ?? 'one');
    const fn = new lambda.Function(stack, id, {
      code: lambda.Code.fromAsset(source),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      timeout: Duration.seconds(10),
      memorySize: variant.memory ?? 128,
      environment: { ...variant.environment },
      layers: [new lambda.LayerVersion(stack, 'Layer', { code: lambda.Code.fromAsset(layerSource) })],
      ...(variant.description === undefined ? {} : { description: variant.description }),
      ...(variant.reserved === undefined ? {} : { reservedConcurrentExecutions: variant.reserved }),
    });
    if (variant.tag !== undefined) Tags.of(fn).add('team', variant.tag);
    if (variant.roleNote !== undefined) Tags.of(fn.role!).add('note', variant.roleNote);
    new GatedRelease(stack, 'Release', { function: fn, gates: [Gate.health({ name: variant.gate ?? 'health' })] });
    const template = Template.fromStack(stack).toJSON() as Parameters<typeof plannedReleases>[0];
    const [planned] = plannedReleases(template);
    return { subject: planned?.manifest?.subject, version: planned?.versionId };
  } finally {
    remove();
  }
}

const plain = synthesize({});

describe('the subject of a release', () => {
  it('is a SHA-256 in the manifest, and in the metadata of its template', () => {
    const { app, remove } = temporaryApp();
    const stack = new Stack(app, 'Service');
    const fn = new lambda.Function(stack, 'Chat', {
      code: lambda.Code.fromInline('exports.handler = async () => 1;'),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
    });
    new GatedRelease(stack, 'Release', { function: fn, gates: [Gate.health()] });
    const template = Template.fromStack(stack).toJSON() as Parameters<typeof plannedReleases>[0];
    remove();
    const said = Object.values(template.Resources).flatMap(({ Metadata: metadata }) =>
      typeof metadata === 'object' && metadata !== null && 'sluice:subject' in metadata
        ? [metadata['sluice:subject']]
        : [],
    );
    expect(said).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(plannedReleases(template)[0]?.manifest?.subject).toBe(said[0]);
  });

  it.each<[string, Variant]>([
    ['nothing, but the same is built again elsewhere', {}],
    ['a tag of the function', { tag: 'chat' }],
    ['its reserved concurrency', { reserved: 5 }],
    ['the description of the stack', { stackDescription: 'other words' }],
    ['a gate', { gate: 'is-it-well' }],
    ['a tag of its role', { roleNote: 'a note' }],
  ])('stays where this changes, which makes no version: %s', (_, variant) => {
    expect(synthesize(variant)).toEqual(plain);
  });

  it.each<[string, Variant]>([
    ['the code', { code: 'exports.handler = async () => 2;' }],
    ['the memory', { memory: 256 }],
    ['the environment', { environment: { MODE: 'new' } }],
    ['the description of the function', { description: 'Answers' }],
    ['a layer', { layer: 'two' }],
  ])('is another one where this changes, which makes a version: %s', (_, variant) => {
    const changed = synthesize(variant);
    expect(changed.version).not.toBe(plain.version);
    expect(changed.subject).not.toBe(plain.subject);
  });

  it('is another one for another type, of the same version, and the same for the type that it is taken for', () => {
    const hotfix = synthesize({ type: 'hotfix' });
    expect(hotfix.version).toBe(plain.version);
    expect(hotfix.subject).not.toBe(plain.subject);
    expect(synthesize({ type: 'minor' })).toEqual(plain);
  });

  it('is another one for another function of the same code', () => {
    expect(synthesize({}, 'Search').subject).not.toBe(plain.subject);
  });

  it('changes with the version, and never else, whatever of an app changes', () => {
    const variants = fc.record(
      {
        code: fc.constantFrom('exports.handler = 1;', 'exports.handler = 2;'),
        memory: fc.constantFrom(128, 512),
        environment: fc.constantFrom({}, { A: '1', B: '2' }, { B: '2', A: '1' }),
        layer: fc.constantFrom('one', 'two'),
        tag: fc.constantFrom('a', 'b'),
        reserved: fc.constantFrom(1, 2),
        gate: fc.constantFrom('health', 'other'),
        roleNote: fc.constantFrom('x', 'y'),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Variant>;
    fc.assert(
      fc.property(variants, variants, (one, other) => {
        const [first, second] = [synthesize(one), synthesize(other)];
        expect(first.subject).toMatch(/^[0-9a-f]{64}$/);
        expect(first.subject === second.subject).toBe(first.version === second.version);
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it('leaves out what CDK says that publishing a version does not lock', () => {
    const file = resolve(require.resolve('aws-cdk-lib'), '../aws-lambda/lib/function-hash.js');
    const [, list = ''] = /VERSION_LOCKED=\{([^}]+)\}/.exec(readFileSync(file, 'utf8')) ?? [];
    const unlocked = [...list.matchAll(/(\w+):!1/g)].map(([, name]) => name);
    expect(unlocked.length).toBeGreaterThan(2);
    expect(unlocked.toSorted()).toEqual([...UNLOCKED_PROPERTIES].toSorted());
  });
});
