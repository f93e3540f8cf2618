import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import { AssemblyError } from './assembly-error';
import { type AssemblyStack, readAssemblyStack, STACK_ARTIFACT, type StackArtifact } from './assembly-stack';
import { type AssemblyFile, readAssetFiles } from './asset-files';
import { readJson } from './read-json';
import { stackOrder } from './stack-order';

/** A cloud assembly: what `cdk synth` wrote, ready to be deployed. */
export interface Assembly {
  /** Absolute. */
  readonly directory: string;
  /** In the order in which they can be deployed. */
  readonly stacks: readonly AssemblyStack[];
  readonly files: readonly AssemblyFile[];
}

/** Artifacts that describe the app and deploy nothing. */
const DESCRIPTIVE = new Set(['none', 'cdk:tree', 'cdk:feature-flag-report']);

const ARTIFACT = v.looseObject({ type: v.string() });
const ASSET_ARTIFACT = v.object({ properties: v.object({ file: v.string() }) });
const MANIFEST = v.object({
  artifacts: v.optional(v.record(v.string(), ARTIFACT), {}),
  missing: v.optional(v.array(v.object({ key: v.string() })), []),
});

/**
 * Reads a `cdk.out` directory.
 *
 * The format is the "Cloud Assembly" specification of the AWS CDK (package `@aws-cdk/cloud-assembly-schema`).
 */
export function readAssembly(path: string): Assembly {
  const directory = resolve(path);
  if (!existsSync(directory)) {
    throw new AssemblyError(
      'ASSEMBLY_NOT_FOUND',
      'There is no such directory.',
      directory,
      'Run `cdk synth` first, or name the directory it wrote (`--output`).',
    );
  }
  const where = resolve(directory, 'manifest.json');
  const { artifacts, missing } = readJson(where, MANIFEST, 'MANIFEST_NOT_FOUND');
  if (missing.length > 0) {
    throw new AssemblyError(
      'MISSING_CONTEXT',
      `The app still needs values looked up from an AWS account: ${missing.map(({ key }) => key).join(', ')}.`,
      where,
      'Run `cdk synth` once with credentials, and commit the cdk.context.json it writes.',
    );
  }
  const stacks = new Map<string, StackArtifact>();
  const files: AssemblyFile[] = [];
  for (const [id, artifact] of Object.entries(artifacts)) {
    if (artifact.type === 'aws:cloudformation:stack')
      stacks.set(id, parseArtifact(STACK_ARTIFACT, artifact, id, where));
    else if (artifact.type === 'cdk:asset-manifest')
      files.push(...readAssetFiles(directory, parseArtifact(ASSET_ARTIFACT, artifact, id, where).properties.file));
    else if (artifact.type === 'cdk:cloud-assembly')
      throw new NotEmulated(`The nested assembly ${id} (a CDK Stage)`, where, 'Rehearse the directory of the stage.');
    else if (!DESCRIPTIVE.has(artifact.type)) throw new NotEmulated(`The artifact type ${artifact.type}`, where);
  }
  const nameOf = (id: string): string | undefined => {
    const artifact = stacks.get(id);
    return artifact && (artifact.properties.stackName ?? id);
  };
  const read = [...stacks].map(([id, artifact]) =>
    readAssemblyStack(
      directory,
      artifact,
      nameOf(id) ?? id,
      artifact.dependencies.map(nameOf).filter((name) => name !== undefined),
    ),
  );
  return { directory, stacks: stackOrder(read, where), files: withoutRepetition(files) };
}

function parseArtifact<S extends v.GenericSchema>(
  schema: S,
  artifact: unknown,
  id: string,
  where: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, artifact);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new AssemblyError(
    'UNEXPECTED_SHAPE',
    `${v.getDotPath(issue) ?? 'The artifact'} of the artifact ${id} is not as expected: ${issue.message}.`,
    where,
    'Run `cdk synth` again.',
  );
}

/** Stacks that share an asset each list it in their own asset manifest. */
function withoutRepetition(files: readonly AssemblyFile[]): readonly AssemblyFile[] {
  return [...new Map(files.map((file) => [`${file.bucketName}/${file.objectKey}`, file])).values()];
}
