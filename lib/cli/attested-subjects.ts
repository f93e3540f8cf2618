import type { Command } from 'commander';
import { codeSourceAt, type CodeSource } from './code-source';
import { readTemplates } from './read-templates';
import { subjectsOf } from './subjects-of';
import { UsageError } from './usage-error';
import { isSha256 } from '../domain/text/sha256';

/** What something is attested of. */
export interface AttestedSubject {
  readonly name: string;
  readonly platformName: string;
  readonly sha256: string;
  readonly region?: string | undefined;
  /** Where its code is; undefined where nobody can tell. */
  readonly code?: CodeSource | undefined;
  /** What the template says of its function; undefined where nobody can tell. */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

export interface SubjectOptions {
  readonly assembly?: string;
  readonly function?: string;
  readonly all?: boolean;
  readonly subject?: string;
  readonly platform?: string;
  readonly code?: string;
}

/** The options by which a command is told what of an assembly it is about. */
export function addAssemblyOptions(command: Command): Command {
  return command
    .option('--assembly <dir>', 'what will be deployed: what `cdk synth` wrote')
    .option('--function <path>', 'the release of it, such as ShopStack/ChatReleaseAlias, or the name of its function')
    .option('--all', 'all releases of it');
}

/** The options by which a command is told what it is about. */
export function addSubjectOptions(command: Command): Command {
  return addAssemblyOptions(command)
    .option('--subject <sha256>', 'in place of an assembly: what is released, as `sluice show` and messages have it')
    .option('--platform <name>', 'the platform; with --subject `default`, unless it is said', undefined);
}

/** The option by which code is shown that an assembly does not hold. */
export function addCodeOption(command: Command): Command {
  return command.option(
    '--code <path>',
    'the code, where no assembly holds it: its folder, its archive, or sha256: with the digest of an image',
  );
}

/** @throws UsageError where it is not clear what is meant */
export function attestedSubjects({
  assembly,
  function: wanted,
  all = false,
  subject,
  platform,
  code: shown,
}: SubjectOptions): readonly AttestedSubject[] {
  if ((assembly === undefined) === (subject === undefined))
    throw new UsageError('Say what it is about by --assembly or by --subject, and not by both.');
  if (assembly === undefined) {
    if (subject === undefined || !isSha256(subject))
      throw new UsageError('`--subject` must be a SHA-256 in 64 hexadecimal digits.');
    return [{ name: subject.slice(0, 12), platformName: platform ?? 'default', sha256: subject, code: shownAt(shown) }];
  }
  const releases = subjectsOf(readTemplates(assembly)).filter(
    ({ platformName }) => platform === undefined || platformName === platform,
  );
  const named = releases.map(({ stackName, aliasId, subject: sha256, named: service, ...more }) => ({
    ...{ name: `${stackName}/${aliasId}`, functionName: service?.functionName, sha256 },
    ...more,
  }));
  const chosen = named.filter(
    ({ name, functionName }) => wanted === undefined || name === wanted || functionName === wanted,
  );
  const known = named.map(({ name }) => name).join(', ') || 'none';
  if (chosen.length === 0)
    throw new UsageError(
      wanted === undefined
        ? `${assembly} has no release by ${platform === undefined ? 'a platform' : `platform ${platform}`}.`
        : `${assembly} has no release ${wanted}. It has: ${known}.`,
    );
  if (chosen.length > 1 && !all && wanted === undefined)
    throw new UsageError(`${assembly} has several releases: name one by --function, or say --all. It has: ${known}.`);
  if (chosen.length > 1 && shown !== undefined)
    throw new UsageError('`--code` is the code of one release: name it by --function.');
  return chosen.map(({ sha256, name, platformName, region, code, properties }) => {
    if (sha256 === undefined)
      throw new UsageError(`${name} has no subject: synthesize it with this version of Sluice, then attest it.`);
    return { name, platformName, sha256, region, code: shownAt(shown) ?? code, properties };
  });
}

function shownAt(shown: string | undefined): CodeSource | undefined {
  return shown === undefined ? undefined : codeSourceAt(shown);
}
