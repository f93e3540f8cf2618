import { resolve } from 'node:path';
import * as v from 'valibot';
import { readJson } from './read-json';

/** Construct paths by logical id: what a developer recognises in a message. */
export type ConstructPaths = Readonly<Record<string, string>>;

/** The part of an assembly's metadata, inline or in a file of its own, that ties construct paths to logical ids. */
export const ARTIFACT_METADATA = v.record(
  v.string(),
  v.array(v.object({ type: v.string(), data: v.optional(v.unknown()) })),
);

const TEMPLATE_METADATA = v.object({
  Resources: v.optional(
    v.record(v.string(), v.object({ Metadata: v.optional(v.object({ 'aws:cdk:path': v.optional(v.string()) })) })),
    {},
  ),
});

/** Joins what the manifest, its metadata file and the template itself say; the template is the most exact. */
export function constructPaths(
  directory: string,
  artifact: {
    readonly metadata?: v.InferOutput<typeof ARTIFACT_METADATA> | undefined;
    readonly additionalMetadataFile?: string | undefined;
  },
  template: unknown,
): ConstructPaths {
  const { additionalMetadataFile, metadata = {} } = artifact;
  const additional =
    additionalMetadataFile === undefined
      ? {}
      : readJson(resolve(directory, additionalMetadataFile), ARTIFACT_METADATA, 'FILE_NOT_FOUND');
  const paths: Record<string, string> = {};
  for (const [path, entries] of [...Object.entries(metadata), ...Object.entries(additional)]) {
    for (const { type, data } of entries) {
      if (type === 'aws:cdk:logicalId' && typeof data === 'string') paths[data] = path.replace(/^\//, '');
    }
  }
  const parsed = v.safeParse(TEMPLATE_METADATA, template);
  for (const [logicalId, { Metadata }] of parsed.success ? Object.entries(parsed.output.Resources) : []) {
    const path = Metadata?.['aws:cdk:path'];
    if (path !== undefined) paths[logicalId] = path;
  }
  return paths;
}
