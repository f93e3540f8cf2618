import { CodeDeploy } from '../../../lib/rehearsal/codedeploy/codedeploy';
import { CODEDEPLOY_DEFAULTS, type CodeDeployOptions } from '../../../lib/rehearsal/codedeploy/codedeploy-ports';
import {
  type Deployment,
  type DeploymentOverrides,
  type DeploymentRequest,
} from '../../../lib/rehearsal/codedeploy/deployment';
import { type DeploymentGroup } from '../../../lib/rehearsal/codedeploy/deployment-group';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { Simulation } from '../../../lib/rehearsal/kernel/simulation';

export const START = Date.UTC(2026, 0, 5, 9);
export const PLACE = place('111122223333', 'eu-west-1');

/** What CodeDeploy meets around it. Times are seconds from the start of the deployment. */
export interface Script {
  /** Settings of the deployment group that differ. */
  readonly group?: Partial<DeploymentGroup>;
  /** What the hooks answer and after how long; one that is not named here never answers. */
  readonly hooks?: Readonly<Record<string, { readonly afterSeconds: number; readonly status: string }>>;
  /** When each alarm is red. Alarms that the group names and that are not here cannot be read. */
  readonly alarms?: Readonly<
    Record<string, { readonly fromSeconds?: number; readonly toSeconds?: number; readonly insufficient?: boolean }>
  >;
  /** Hooks whose function fails for good, a second after its invocation. */
  readonly throwingHooks?: readonly string[];
  readonly options?: Partial<CodeDeployOptions>;
  /** What the group's role may not do. */
  readonly denied?: 'aliasVersion' | 'setAlias' | 'invokeHook';
  /** The version that the alias points to at first. */
  readonly aliasVersion?: string;
  /** A second version that it points to at first. */
  readonly aliasSecondVersion?: string;
}

export interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

export const REQUEST: DeploymentRequest = {
  applicationName: 'App',
  deploymentGroupName: 'Group',
  functionName: 'chat',
  aliasName: 'live',
  currentVersion: '1',
  targetVersion: '2',
};

/** CodeDeploy with everything around it by script, and lists of all it did, in seconds from the start. */
export class Play {
  readonly simulation = new Simulation(START);
  readonly traffic: string[] = [];
  readonly events: string[] = [];
  readonly emitted: unknown[] = [];
  readonly hookCalls: { readonly at: number; readonly hook: string; readonly event: HookEvent }[] = [];
  readonly observed: string[] = [];
  readonly codeDeploy: CodeDeploy;
  private alias: string;
  private second: string | undefined;

  constructor(private readonly script: Script = {}) {
    this.alias = script.aliasVersion ?? '1';
    this.second = script.aliasSecondVersion;
    this.codeDeploy = new CodeDeploy({
      simulation: this.simulation,
      place: PLACE,
      randomness: new Randomness(7),
      options: { ...CODEDEPLOY_DEFAULTS, ...script.options },
      aliasVersion: () => {
        this.refuseWhere('aliasVersion');
        return Promise.resolve(this.alias);
      },
      aliasSecondVersion: () => this.second,
      setAlias: ({ functionName, aliasName, version, additional }) => {
        this.refuseWhere('setAlias');
        this.alias = version;
        this.second = additional?.version;
        const share = additional ? `, ${Math.round(additional.weight * 100)} % on ${additional.version}` : '';
        this.traffic.push(`${this.seconds()} s: ${functionName}:${aliasName} on ${version}${share}`);
        return Promise.resolve();
      },
      invokeHook: (hook, event, _, failed) => {
        this.refuseWhere('invokeHook');
        this.hookCalls.push({ at: this.seconds(), hook, event: event as HookEvent });
        const answer = script.hooks?.[hook];
        if (answer) this.answerLater(event as HookEvent, answer);
        if (script.throwingHooks?.includes(hook)) this.simulation.at(this.simulation.now + 1000, failed);
        return Promise.resolve();
      },
      pollAlarms: (names) =>
        Promise.resolve({
          red: names.filter((name) => this.isRed(name)),
          unreadable: names.filter((name) => !script.alarms?.[name]),
          insufficient: names.filter((name) => script.alarms?.[name]?.insufficient === true),
        }),
      emit: (event) => {
        this.emitted.push(event);
        this.events.push(`${this.seconds()} s: ${String(event.detail.state)} ${String(event.detail.deploymentId)}`);
      },
      observe: (deployment, what) => {
        this.observed.push(`${this.seconds()} s: ${deployment.creator}: ${what}`);
      },
    });
    const group: DeploymentGroup = {
      applicationName: 'App',
      name: 'Group',
      configName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      roleArn: 'arn:aws:iam::111122223333:role/codedeploy',
      alarms: Object.keys(script.alarms ?? {}),
      alarmsEnabled: true,
      ignorePollAlarmFailure: false,
      rollbackOn: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'],
      ...script.group,
    };
    this.codeDeploy.applications.add('App');
    this.codeDeploy.groups.set('App/Group', group);
  }

  /** Virtual seconds since the start. */
  seconds(): number {
    return (this.simulation.now - START) / 1000;
  }

  /** Starts a deployment inside the simulation. */
  deploy(request: Partial<DeploymentRequest> = {}, overrides: DeploymentOverrides = {}) {
    return this.codeDeploy.deploy({ ...REQUEST, ...request }, overrides);
  }

  /** Takes the second version from the alias, as its owner would. */
  clearWeights(): void {
    this.second = undefined;
  }

  /** Plays one deployment, and the rollback it may cause, to the end. */
  deployed(request: Partial<DeploymentRequest> = {}): Promise<Deployment> {
    return this.simulation.run(() => this.deploy(request).finished);
  }

  private refuseWhere(port: NonNullable<Script['denied']>): void {
    if (this.script.denied === port) throw new ApiError('AccessDeniedException', `No ${port}.`, 403);
  }

  private isRed(name: string): boolean {
    const red = this.script.alarms?.[name];
    if (red?.fromSeconds === undefined) return false;
    return this.seconds() >= red.fromSeconds && this.seconds() < (red.toSeconds ?? Infinity);
  }

  private answerLater(event: HookEvent, answer: { readonly afterSeconds: number; readonly status: string }): void {
    this.simulation.spawn(async () => {
      await this.simulation.sleep(answer.afterSeconds * 1000);
      this.codeDeploy.hooks.put(event.DeploymentId, event.LifecycleEventHookExecutionId, answer.status);
    }, 'the answer of a hook');
  }
}

/** The refusal of an action, by AWS's name. */
export function refusal(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  }
}
