import { Account } from './account/account';
import { noteCallers } from './account/note-callers';
import { chooseEnvironment } from './assembly/choose-environment';
import { readAssembly, type Assembly } from './assembly/read-assembly';
import { behavioursOf } from './behaviours-of';
import type { StackParameters } from './cloudformation/given-parameters';
import type { Fault } from './faults/fault';
import { StruckInAll } from './faults/struck-in-all';
import type { FailedInvocation } from './lambda/failed-invocation';
import type { ObservedAlias } from './observation';
import { withAfterwards, withLate, withoutLate } from './late-observation';
import { LONGEST_DEPLOYMENT_MS, playStep, type HowFar, type TellHowFar } from './play-step';
import type { RehearsalPlan } from './rehearsal-plan';
import type { CommandResult } from './run-command';
import { runMeanwhile, runPlanned } from './run-planned';
import { checkPlan } from './check-plan';
import { observeReleases, type ReleaseObservation } from './release-observation';
import type { Versions } from './scenario/versions';
import { checkStackParameters, mergedParameters, validateDeployments } from './stack-parameters';
import { observeStacks, type StackObservation } from './stack-observation';

export interface RehearsalResult {
  readonly seed: number;
  /** What AWS leaves open and the rehearsal had to choose, and what limits it. */
  readonly assumptions: readonly string[];
  readonly releases: readonly ReleaseObservation[];
  /** What each step did to each stack of its assembly, whether anything is released there or not. */
  readonly stacks: readonly StackObservation[];
  /** The faults that never struck, in any step that had them. */
  readonly idleFaults: readonly Fault[];
  /** How the commands went, by the names of their steps. */
  readonly commands: ReadonlyMap<string, CommandResult>;
  /** How much virtual time was played, in milliseconds. */
  readonly playedMs: number;
  /** SSM parameters at the end, by name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Reads all items of a table as they were at the end. */
  readonly items: ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;
  /** What the handlers logged. */
  readonly logs: readonly string[];
  /** The first invocation of each function that failed. */
  readonly failedInvocations: readonly FailedInvocation[];
  /** The functions that were modelled, and not run, by their names. */
  readonly modelledFunctions: readonly string[];
}

/** Told of each step as it begins and ends, and every second how far it is. */
export type OnProgress = (
  progress:
    | { readonly kind: 'started'; readonly step: string }
    | ({
        readonly kind: 'under-way';
        /** Its name; undefined where it only lets time pass. */
        readonly step: string | undefined;
      } & HowFar)
    | { readonly kind: 'finished'; readonly step: string; readonly releases: readonly ReleaseObservation[] },
) => void;

/**
 * Plays releases in an emulated account, in virtual time. The account and its region are those that the assemblies say.
 *
 * @throws NotEmulated when anything in the assemblies or in what the handlers call is not emulated
 * @throws AssemblyError when an assembly cannot be read
 * @throws TemplateError when CloudFormation itself would refuse a template
 * @throws UnknownName when the plan names what none of its assemblies has
 */
export async function rehearse(
  plan: RehearsalPlan,
  onProgress: OnProgress = () => undefined,
): Promise<RehearsalResult> {
  const { seed, start, parameters, requestsPerSecond, requests, incidents } = plan;
  const assemblies = readAssemblies(plan);
  // How a real call goes is its handler's, also of one that is a retry.
  const behaviours = (versions: Versions) => behavioursOf(versions, requests === undefined ? 1 : 0);
  const account = new Account({
    seed,
    start,
    ...chooseEnvironment([...assemblies.values()]),
    parameters,
    requestsPerSecond,
    requests,
    ...(plan.through === undefined ? {} : { through: plan.through }),
    incidents,
    ...(plan.history === undefined ? {} : { history: plan.history }),
    ...(plan.assumptions === undefined ? {} : { assumptions: plan.assumptions }),
    behaviours: behaviours(plan.versions),
    functions: plan.functions ?? {},
  });
  await account.open();
  try {
    // Everything that can be refused is refused before anything is played.
    checkStackParameters(plan, assemblies);
    validateDeployments(plan, assemblies, (assembly, given) => {
      account.validate(assembly, given);
    });
    checkPlan(plan, assemblies, account.callNames());
    let earlier: readonly ReleaseObservation[] = [];
    let latest: readonly ReleaseObservation[] = [];
    const stacks: StackObservation[] = [];
    const struck = new StruckInAll();
    const commands = new Map<string, CommandResult>();
    for (const step of plan.steps) {
      const tell: TellHowFar = (far) => {
        onProgress({ kind: 'under-way', step: step.kind === 'wait' ? undefined : step.name, ...far });
      };
      const letPass = async (ms: number) => {
        await playStep(account, tell, () => account.simulation.sleep(ms));
        const { recorder, faults } = account;
        const seen = recorder.take();
        const known = [...earlier, ...latest];
        earlier = withLate(earlier, seen);
        latest = withAfterwards(withLate(latest, seen), withoutLate(seen, known), faults.struck());
      };
      if (step.kind === 'wait') {
        await letPass(step.ms);
        continue;
      }
      onProgress({ kind: 'started', step: step.name });
      if (step.kind === 'run') {
        await playStep(account, tell, () => runPlanned(account, step, commands));
        onProgress({ kind: 'finished', step: step.name, releases: [] });
        continue;
      }
      const assembly = assemblies.get(step.directory);
      const { throttles } = account.dynamoDb;
      throttles.use(step.throttles ?? plan.throttles ?? []);
      // Nothing is shifted where there is no alias yet, so there is nothing to be before.
      if (throttles.leadMs > 0 && assembly && account.releasedAliases(assembly).some(({ version }) => version)) {
        throttles.lead();
        await letPass(throttles.leadMs);
      }
      account.workload.behave(behaviours(step.versions ?? plan.versions), step.incidents ?? incidents);
      account.functionModels.use({ ...plan.functions, ...step.functions });
      struck.add(account.faults.struck());
      account.faults.arm(step.faults ?? plan.faults ?? []);
      earlier = [...earlier, ...latest];
      if (assembly) {
        const given = mergedParameters(assembly, plan.stackParameters, step.stackParameters);
        const beside = () => runMeanwhile(account, step.meanwhile ?? [], commands);
        const deploying = { name: step.name, assembly, parameters: given, beside, tell };
        const played = await playDeployment(account, deploying, earlier);
        ({ earlier, latest } = played);
        stacks.push(...played.stacks);
      }
      onProgress({ kind: 'finished', step: step.name, releases: latest });
    }
    struck.add(account.faults.struck());
    const tables = await account.tables();
    return {
      seed,
      assumptions: account.assumptions(),
      releases: [...earlier, ...latest],
      stacks,
      idleFaults: struck.idle(),
      commands,
      playedMs: account.simulation.now - start,
      parameters: account.ssm.all(),
      items: tables,
      logs: account.recorder.logs(),
      failedInvocations: account.lambda.failedInvocations(),
      modelledFunctions: account.functionModels.modelled(),
    };
  } finally {
    await account.close();
  }
}

/** What is deployed in any step, by its folder. */
function readAssemblies({ steps }: RehearsalPlan): ReadonlyMap<string, Assembly> {
  const directories = new Set(steps.flatMap((step) => (step.kind === 'deploy' ? [step.directory] : [])));
  return new Map([...directories].map((directory) => [directory, readAssembly(directory)]));
}

interface PlayedDeployment {
  /** The releases before it, with what was seen of them meanwhile. */
  readonly earlier: readonly ReleaseObservation[];
  readonly latest: readonly ReleaseObservation[];
  readonly stacks: readonly StackObservation[];
}

interface Deploying {
  readonly name: string;
  readonly assembly: Assembly;
  readonly parameters: StackParameters;
  /** What else is done while it is deployed. */
  readonly beside: () => Promise<void>;
  readonly tell: TellHowFar;
}

async function playDeployment(
  account: Account,
  { name, assembly, parameters, beside, tell }: Deploying,
  earlier: readonly ReleaseObservation[],
): Promise<PlayedDeployment> {
  const { simulation, recorder, workload } = account;
  const startedAt = simulation.now;
  const before = new Set(
    account.releasedAliases(assembly).flatMap((alias) => (alias.version === undefined ? [] : [identityOf(alias)])),
  );
  const deploymentsBefore = account.codeDeploy.all().length;
  recorder.take();
  const deploy = async () => (await Promise.all([account.deploy(assembly, parameters), beside()]))[0];
  const stacks = await playStep(account, tell, deploy, LONGEST_DEPLOYMENT_MS);
  const aliases: ObservedAlias[] = account
    .releasedAliases(assembly)
    .map((alias) => ({ ...alias, created: !before.has(identityOf(alias)) && alias.version !== undefined }));
  for (const { functionName, aliasName, version } of aliases) {
    if (version === undefined) continue;
    noteCallers(account, { functionName, aliasName });
    workload.serve({ functionName, aliasName });
  }
  const seen = recorder.take();
  const latest = observeReleases({
    name,
    startedAt,
    endedAt: simulation.now,
    stacks,
    aliases,
    deployments: account.codeDeploy.all().slice(deploymentsBefore),
    faults: account.faults.struck(),
    ...withoutLate(seen, earlier),
  });
  return { earlier: withLate(earlier, seen), latest, stacks: observeStacks(name, assembly, stacks) };
}

/** An alias that is replaced, as by another name, keeps its logical id, and is created all the same. */
function identityOf({ logicalId, functionName, aliasName }: Omit<ObservedAlias, 'created'>): string {
  return `${logicalId} ${functionName}:${aliasName}`;
}
