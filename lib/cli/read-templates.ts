import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { templateSchema, type Template } from '../domain/preflight/template';
import { UsageError } from './usage-error';

/** A stack of an assembly, as a preflight needs it. */
export interface StackTemplate {
  readonly name: string;
  /** The folder that holds its template, and names its assets. */
  readonly directory: string;
  readonly template: Template;
  /** Missing where the assembly leaves it to the deployment. */
  readonly region?: string;
}

const artifactSchema = v.looseObject({
  type: v.string(),
  environment: v.optional(v.string(), ''),
  properties: v.optional(
    v.looseObject({
      templateFile: v.optional(v.string()),
      stackName: v.optional(v.string()),
      directoryName: v.optional(v.string()),
    }),
    {},
  ),
});
const manifestSchema = v.looseObject({ artifacts: v.optional(v.record(v.string(), artifactSchema), {}) });

/**
 * The stacks of a cloud assembly, those of its stages included. Nothing else of it is read, so that it may hold what
 * no rehearsal could play.
 *
 * @throws UsageError where the folder is none
 */
export function readTemplates(directory: string): readonly StackTemplate[] {
  const { artifacts } = readJson(join(resolve(directory), 'manifest.json'), manifestSchema);
  return Object.entries(artifacts).flatMap(([id, { type, environment, properties }]): readonly StackTemplate[] => {
    const { templateFile, stackName, directoryName } = properties;
    if (type === 'cdk:cloud-assembly' && directoryName !== undefined) {
      return readTemplates(join(directory, directoryName));
    }
    if (type !== 'aws:cloudformation:stack' || templateFile === undefined) return [];
    const [, region = 'unknown-region'] = /^aws:\/\/[^/]+\/(.+)$/.exec(environment) ?? [];
    return [
      {
        ...{ name: stackName ?? id, directory: resolve(directory) },
        template: readJson(join(resolve(directory), templateFile), templateSchema),
        ...(region === 'unknown-region' ? {} : { region }),
      },
    ];
  });
}

function readJson<S extends v.GenericSchema>(file: string, schema: S): v.InferOutput<S> {
  const fix = 'Run `cdk synth`, and name the folder that it wrote, such as cdk.out.';
  if (!existsSync(file)) throw new UsageError(`${file} does not exist. ${fix}`);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), readFileSync(file, 'utf8'));
  if (!parsed.success)
    throw new UsageError(`${file} is not what \`cdk synth\` writes: ${parsed.issues[0].message}. ${fix}`);
  return parsed.output;
}
