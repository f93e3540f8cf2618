import { Annotations, CfnResource, Stack, type IResolveContext } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { isGlassId, isGlassOf } from '../../domain/attestation/break-glass';
import { SUBJECT_METADATA } from '../../domain/release/platform-names';

/** Under which a synth is given the ids of break-glasses, joined by commas: `cdk deploy -c sluice:break-glass=ID`. */
export const BREAK_GLASS_CONTEXT = 'sluice:break-glass';

/**
 * The break-glass of a release, where this synth was given one: its alarms are switched off for this deploy. An id says which
 * subject it is about, so that no other release of the app loses its own.
 */
export class Glass {
  /** Ids, or whatever else was given. */
  private readonly given: readonly unknown[];

  constructor(
    private readonly release: Construct,
    /** As a token. */
    private readonly subject: string,
  ) {
    const context: unknown = release.node.tryGetContext(BREAK_GLASS_CONTEXT);
    this.given = context === undefined ? [] : typeof context === 'string' ? context.split(',') : [context];
    if (this.given.length === 0) return;
    release.node.addValidation({ validate: () => this.problems() });
    release.node.addValidation({ validate: () => this.warned() });
  }

  /** The id that is about what is released; undefined where none is, and while a synth only prepares. */
  idAt({ preparing, resolve }: Pick<IResolveContext, 'preparing' | 'resolve'>): string | undefined {
    return preparing ? undefined : this.idOf(String(resolve(this.subject)));
  }

  private idOf(subject: string): string | undefined {
    return this.ids.find((id) => isGlassOf(id, subject));
  }

  private get ids(): readonly string[] {
    return this.given.filter((one): one is string => typeof one === 'string' && isGlassId(one));
  }

  /** Each is said once, by the first release of the app. */
  private problems(): string[] {
    const subjects = subjectsOf(this.release.node.root);
    if (subjects[0]?.release !== this.release) return [];
    return this.given.flatMap((id) => {
      if (typeof id !== 'string' || !isGlassId(id))
        return [
          `The context \`${BREAK_GLASS_CONTEXT}\` must be ids that \`sluice break-glass\` printed, joined by commas, got: ${JSON.stringify(id)}`,
        ];
      if (subjects.some(({ sha256 }) => isGlassOf(id, sha256))) return [];
      const known = subjects.map(({ release, sha256 }) => `${release.node.path} (${sha256.slice(0, 12)})`).join(', ');
      return [
        `The context \`${BREAK_GLASS_CONTEXT}\` has ${id}, which is about nothing that is released here: what it was given for has changed since; run \`sluice break-glass\` anew. The releases are: ${known}`,
      ];
    });
  }

  private warned(): string[] {
    const id = this.idOf(String(Stack.of(this.release).resolve(this.subject)));
    if (id === undefined) return [];
    Annotations.of(this.release).addWarningV2(
      'sluice:break-glass',
      `ALARMS ARE OFF: break-glass ${id} has CodeDeploy ignore every alarm of this release, and the watch can stop it at the end of its shift only. It is good for one deployment. Synthesize without \`-c ${BREAK_GLASS_CONTEXT}\` next time, and deploy: that switches them on again.`,
    );
    return [];
  }
}

interface ReleasedSubject {
  readonly release: IConstruct;
  readonly sha256: string;
}

/** What an app releases, by the manifests that it has. */
function subjectsOf(root: IConstruct): readonly ReleasedSubject[] {
  return root.node.findAll().flatMap((one): readonly ReleasedSubject[] => {
    const subject: unknown = CfnResource.isCfnResource(one) ? one.getMetadata(SUBJECT_METADATA) : undefined;
    const release = one.node.scope;
    if (typeof subject !== 'string' || !release) return [];
    return [{ release, sha256: String(Stack.of(one).resolve(subject)) }];
  });
}
