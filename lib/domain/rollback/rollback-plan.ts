import type { ServingFact } from '../preflight/release-facts';
import type { Release } from '../release/release';

/** An alias as Lambda has it now, whatever it is called. */
export type ServingAlias = Omit<ServingFact, 'functionName' | 'aliasName'>;

/** A deployment of the alias's group that has not ended. */
export interface DeploymentUnderWay {
  readonly id: string;
  /** Whether it puts a version back already, by whoever's hand. */
  readonly isRollback: boolean;
  /** The alarm of its release that stops it, where it has one. */
  readonly alarm?: string | undefined;
}

/** What a rollback goes by. */
export interface RollbackFacts {
  /** Such as `chat:live`. */
  readonly alias: string;
  readonly serving: ServingAlias;
  readonly underWay?: DeploymentUnderWay | undefined;
  /** The releases of the alias that the ledger has, the newest first. */
  readonly releases: readonly Release[];
  /** The version that is asked for; left out, it is the one before. */
  readonly wanted?: string | undefined;
}

/** What is to be done to put a version back. */
export type RollbackPlan =
  /** Stop the deployment that shifts: CodeDeploy then puts the old version back by itself. */
  | {
      readonly kind: 'stop';
      readonly deploymentId: string;
      /** By this alarm; without one by a request, which IAM cannot allow for one group alone. */
      readonly alarm?: string;
      readonly from: string;
      readonly to: string;
    }
  /** Somebody is at it: wait. */
  | { readonly kind: 'wait'; readonly deploymentId: string }
  /** Move the alias by a deployment, all at once. */
  | { readonly kind: 'deploy'; readonly from: string; readonly to: string; readonly clearsWeights: boolean }
  /** Take the second version from the alias: the one that is asked for has the rest. */
  | { readonly kind: 'clear'; readonly from: string; readonly to: string }
  /** It serves, alone, already. */
  | { readonly kind: 'none'; readonly to: string; readonly why: string }
  | { readonly kind: 'refused'; readonly what: string; readonly fix: string };

/** Decides how a version is put back. */
export function rollbackPlan(facts: RollbackFacts): RollbackPlan {
  const { alias, serving, underWay } = facts;
  if (serving.version === undefined) {
    return refused(`There is no alias ${alias}.`, 'Name a function and an alias of it, such as chat:live.');
  }
  if (underWay) return duringDeployment(facts, underWay, serving.version);
  if (serving.additional) return ofSplit(facts, serving.version, serving.additional.version);
  return afterEnd(facts, serving.version);
}

/** One deployment at a time: one of our own would be refused. */
function duringDeployment(
  { wanted, releases }: RollbackFacts,
  underWay: DeploymentUnderWay,
  main: string,
): RollbackPlan {
  const { id, isRollback, alarm } = underWay;
  if (isRollback) return { kind: 'wait', deploymentId: id };
  const release = releases.find((one) => one.id === id);
  const to = release?.blue ?? main;
  if (wanted !== undefined && wanted !== to) {
    return refused(
      `Deployment ${id} is under way, and to stop it puts version ${to} back, not ${wanted}.`,
      `Stop it without \`--to\`, and then put version ${wanted} back.`,
    );
  }
  return {
    kind: 'stop',
    deploymentId: id,
    from: release?.green ?? 'the new one',
    to,
    ...(alarm === undefined ? {} : { alarm }),
  };
}

/** A shift that was given up leaves both: the main one is the old one. CodeDeploy moves no alias that has two. */
function ofSplit({ serving, wanted = serving.version }: RollbackFacts, main: string, second: string): RollbackPlan {
  if (wanted === undefined || wanted === main) return { kind: 'clear', from: second, to: main };
  return existing(serving, wanted) ?? { kind: 'deploy', from: main, to: wanted, clearsWeights: true };
}

function afterEnd(facts: RollbackFacts, main: string): RollbackPlan {
  const { alias, serving, releases, wanted } = facts;
  const [newest] = releases;
  if (wanted === undefined && newest && newest.green !== main && isBack(newest)) {
    const why = `The newest release, ${newest.id}, ended ${newest.state}: what was before it serves. Further back is \`--to VERSION\`.`;
    return { kind: 'none', to: main, why };
  }
  // Whatever the ledger has it as: its end may not have been heard of yet.
  const brought = releases.find(({ green }) => green === main);
  const to = wanted ?? brought?.blue;
  if (to === undefined) {
    return refused(
      brought
        ? `Version ${main} is the first of ${alias}: there is none before it.`
        : `The ledger has no release that brought version ${main}, so that nobody knows which one was before it.`,
      `Name the version to put back: \`--to VERSION\`. There are: ${listed(serving.versions)}.`,
    );
  }
  if (to === main) return { kind: 'none', to, why: 'It serves alone already.' };
  return existing(serving, to) ?? { kind: 'deploy', from: main, to, clearsWeights: false };
}

/** Whether nothing serves that a release has brought: to go on would put back the version before the good one. */
function isBack({ state }: Release): boolean {
  return state === 'rolled-back' || state === 'blocked';
}

/** A refusal where there is no such version any more. */
function existing({ versions }: ServingAlias, version: string): RollbackPlan | undefined {
  if (versions.includes(version) && version !== '$LATEST') return undefined;
  return refused(
    version === '$LATEST' ? 'No alias is moved to $LATEST, which changes.' : `Version ${version} is gone.`,
    `Name one that is there, \`--to VERSION\`: ${listed(versions)}. Or deploy the change that was before anew.`,
  );
}

function listed(versions: readonly string[]): string {
  return versions.filter((version) => version !== '$LATEST').join(', ') || 'none';
}

function refused(what: string, fix: string): RollbackPlan {
  return { kind: 'refused', what, fix };
}

/** Since when a version is known to be good: the end of the release that brought it; undefined where the ledger has none. */
export function knownGoodSince(releases: readonly Release[], version: string): number | undefined {
  return releases.find(({ green, state }) => green === version && state === 'released')?.endedAt;
}
