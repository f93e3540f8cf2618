import runs from '../../cases/codedeploy/recorded-runs.json';
import { Play, START, type Script } from './play';

/** A run of the real CodeDeploy, and how near to it the rehearsal has to come. */
interface RecordedRun {
  readonly name: string;
  readonly source: string;
  readonly given: Script;
  readonly status: string;
  readonly error?: string;
  readonly lifecycle: readonly string[];
  readonly moments: readonly { readonly what: string; readonly atSeconds: number; readonly toleranceSeconds: number }[];
  /** What the alias points to, change by change. */
  readonly weights: readonly string[];
}

describe('a recorded run', () => {
  it.each(runs as readonly RecordedRun[])('is met: $name ($source)', async (run) => {
    const play = new Play(run.given);
    const hooks = Object.keys(run.given.hooks ?? {});

    const deployment = await play.deployed({
      ...(hooks.includes('before') ? { beforeAllowTrafficHook: 'before' } : {}),
      ...(hooks.includes('after') ? { afterAllowTrafficHook: 'after' } : {}),
    });

    const rollback = play.codeDeploy.all().find(({ id }) => id === deployment.rollbackDeploymentId);
    const seconds = (time: number | undefined) => time && (time - START) / 1000;
    const moments: Readonly<Record<string, number | undefined>> = {
      ended: seconds(deployment.completeTime),
      'rollback started': seconds(rollback?.createTime),
      'rollback ended': seconds(rollback?.completeTime),
      ...Object.fromEntries(play.hookCalls.map(({ at, hook }) => [`hook ${hook} invoked`, at])),
    };
    expect(deployment.status).toBe(run.status);
    expect(deployment.errorInformation?.code).toBe(run.error);
    expect(deployment.lifecycle.map(({ status }) => status)).toEqual(run.lifecycle);
    for (const { what, atSeconds, toleranceSeconds } of run.moments) {
      const distance = Math.abs(moments[what]! - atSeconds);
      expect({ what, near: distance <= toleranceSeconds }).toEqual({ what, near: true });
    }
    const weights = play.traffic.map((line) =>
      line.replace(/^[\d.]+ s: chat:live on /, '').replace(/, (\d+) % on /, ' + $1 % of '),
    );
    expect(weights).toEqual(run.weights);
    expect(rollback === undefined).toBe(run.status === 'Succeeded');
  });
});
