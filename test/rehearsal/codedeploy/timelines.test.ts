import { type DeploymentOverrides } from '../../../lib/rehearsal/codedeploy/deployment';
import timelines from '../../cases/codedeploy/timelines.json';
import { Play, START, type Script } from './play';

interface Timeline {
  readonly name: string;
  /** Where it is known from. */
  readonly source: string;
  readonly given: Script & {
    /** Hooks that the deployment has and that never answer. */
    readonly silentHooks?: readonly string[];
    /** When somebody stops it, and what they say of a rollback. */
    readonly stop?: { readonly atSeconds: number; readonly rollBack?: boolean };
    readonly overrides?: DeploymentOverrides;
  };
  readonly expected: {
    readonly status: string;
    readonly error?: string;
    readonly endsAfterSeconds: readonly [least: number, most: number];
    /** Of BeforeAllowTraffic, AllowTraffic and AfterAllowTraffic. */
    readonly lifecycle: readonly string[];
    readonly traffic: readonly string[];
    readonly hooks?: readonly string[];
    readonly events: readonly string[];
    readonly rolledBack: boolean;
  };
}

describe('the timeline of a deployment', () => {
  it.each(timelines as unknown as readonly Timeline[])('$name ($source)', async ({ given, expected }) => {
    const play = new Play(given);
    const hooks = new Set([...Object.keys(given.hooks ?? {}), ...(given.silentHooks ?? [])]);

    const deployment = await play.simulation.run(() => {
      const { deployment: started, finished } = play.deploy(
        {
          ...(hooks.has('before') ? { beforeAllowTrafficHook: 'before' } : {}),
          ...(hooks.has('after') ? { afterAllowTrafficHook: 'after' } : {}),
        },
        given.overrides,
      );
      const { stop } = given;
      if (stop) {
        play.simulation.at(START + stop.atSeconds * 1000, () => {
          play.codeDeploy.stop(started.id, stop.rollBack);
        });
      }
      return finished;
    });

    const tookSeconds = (deployment.completeTime! - START) / 1000;
    const [least, most] = expected.endsAfterSeconds;
    expect(deployment.status).toBe(expected.status);
    expect(deployment.errorInformation?.code).toBe(expected.error);
    expect(tookSeconds).toBeGreaterThanOrEqual(least);
    expect(tookSeconds).toBeLessThanOrEqual(most);
    expect(deployment.lifecycle.map(({ status }) => status)).toEqual(expected.lifecycle);
    expect(play.traffic).toEqual(expected.traffic);
    expect(play.hookCalls.map(({ at, hook }) => `${at} s: ${hook}`)).toEqual(expected.hooks ?? []);
    expect(play.events.map((event) => event.replace(/ d-\w+$/, ''))).toEqual(expected.events);
    expect(deployment.rollbackDeploymentId !== undefined).toBe(expected.rolledBack);
    expect(play.codeDeploy.all()).toHaveLength(expected.rolledBack ? 2 : 1);
  });
});
