import type { StackStatus } from '../../lib/rehearsal/cloudformation/stack-status';
import { LIFECYCLE_EVENTS, type Deployment, type LifecycleStatus } from '../../lib/rehearsal/codedeploy/deployment';
import { type Callers, type ObservedAlias, type StepObservation } from '../../lib/rehearsal/observation';
import { observeReleases, type ReleaseObservation } from '../../lib/rehearsal/release-observation';
import { ServedRequests } from '../../lib/rehearsal/served-requests';
import type { ServedRequest } from '../../lib/rehearsal/workload/workload';

const START = Date.UTC(2026, 0, 5, 9);
const SECOND = 1000;

type Changes = Partial<Omit<Deployment, 'request'>> & {
  readonly request?: Partial<Deployment['request']>;
  /** Which parts of the lifecycle began. */
  readonly began?: number;
};

/** A deployment of `chat:live` from version 1 to 2 that succeeded, unless the test says otherwise. */
function deployment({ request, began = 3, ...changes }: Changes = {}): Deployment {
  const status: LifecycleStatus = 'Succeeded';
  return {
    id: 'd-NEW',
    request: {
      applicationName: 'App',
      deploymentGroupName: 'Group',
      functionName: 'chat',
      aliasName: 'live',
      currentVersion: '1',
      targetVersion: '2',
      ...request,
    },
    creator: 'user',
    routing: { kind: 'all-at-once' },
    configName: 'CodeDeployDefault.LambdaAllAtOnce',
    alarms: ['errors'],
    createTime: START + 10 * SECOND,
    completeTime: START + 300 * SECOND,
    lifecycle: LIFECYCLE_EVENTS.map((name, index) => ({
      name,
      status,
      ...(index < began ? { startTime: START + 20 * SECOND } : {}),
    })),
    status: 'Succeeded',
    targetVersionWeight: 1,
    ...changes,
  };
}

const failed = (changes: Changes = {}) =>
  deployment({
    status: 'Failed',
    errorInformation: { code: 'HOOK_EXECUTION_FAILURE', message: 'A hook failed.' },
    rollbackDeploymentId: 'd-BACK',
    ...changes,
  });

const rollback = (changes: Changes = {}) =>
  deployment({
    id: 'd-BACK',
    creator: 'codeDeployRollback',
    request: { currentVersion: '2', targetVersion: '1' },
    rollbackTriggeringDeploymentId: 'd-NEW',
    completeTime: START + 310 * SECOND,
    ...changes,
  });

function alias(changes: Partial<ObservedAlias> = {}): ObservedAlias {
  return {
    stackName: 'Chat',
    logicalId: 'Live',
    functionName: 'chat',
    aliasName: 'live',
    created: false,
    version: '2',
    ...changes,
  };
}

function stack(status: StackStatus, reason?: string, stackName = 'Chat') {
  return {
    stackName,
    kind: 'update',
    status,
    events: [],
    ...(reason === undefined ? {} : { reason }),
  } as const;
}

function served(...requests: readonly ServedRequest[]): ServedRequests {
  const all = new ServedRequests();
  for (const one of requests) all.add(one);
  return all;
}

/** What calls `chat:live` and `chat` itself at one time. */
function callers(throughAlias: readonly string[], pastAlias: readonly string[], customersGoPast = false): Callers {
  const named = (names: readonly string[]) => names.map((name) => ({ service: 'API Gateway', name }));
  const alias = { functionName: 'chat', aliasName: 'live' };
  return { ...alias, throughAlias: named(throughAlias), pastAlias: named(pastAlias), customersGoPast };
}

function observation(changes: Partial<StepObservation> = {}): StepObservation {
  return {
    name: 'step',
    startedAt: START,
    endedAt: START + 400 * SECOND,
    stacks: [stack('UPDATE_COMPLETE')],
    aliases: [alias()],
    deployments: [deployment()],
    timeline: [],
    weights: [],
    requests: served(),
    callers: [],
    messages: [],
    outsideCalls: [],
    deniedCalls: [],
    faults: [],
    ...changes,
  };
}

function observe(changes: Partial<StepObservation> = {}): ReleaseObservation {
  return observeReleases(observation(changes))[0]!;
}

const request = (seconds: number, version: string, broken = false, functionName = 'chat') => ({
  at: START + seconds * SECOND,
  alias: { functionName, aliasName: 'live' },
  version,
  failed: broken,
});

const weight = (
  seconds: number,
  version: string,
  additional?: { readonly version: string; readonly weight: number },
) => ({
  at: START + seconds * SECOND,
  functionName: 'chat',
  aliasName: 'live',
  version,
  ...(additional ? { additional } : {}),
});

describe('the outcome of a release', () => {
  it.each<readonly [string, Partial<StepObservation>, string]>([
    ['is released where the deployment succeeded and the alias is at the new version', {}, 'released'],
    [
      'is a failure where the deployment succeeded and the alias is elsewhere, as after a later failure of the stack',
      { aliases: [alias({ version: '1' })], stacks: [stack('UPDATE_ROLLBACK_COMPLETE')] },
      'failed',
    ],
    [
      'is blocked where the deployment failed before traffic moved',
      { deployments: [failed({ began: 1 }), rollback()], aliases: [alias({ version: '1' })] },
      'blocked',
    ],
    [
      'is blocked where an alarm was red from the start',
      { deployments: [failed({ status: 'Stopped', began: 0 }), rollback()], aliases: [alias({ version: '1' })] },
      'blocked',
    ],
    [
      'is rolled back where traffic had moved and is back',
      { deployments: [failed({ began: 2 }), rollback()], aliases: [alias({ version: '1' })] },
      'rolled-back',
    ],
    [
      'is rolled back where a hook failed after the shift',
      { deployments: [failed({ began: 3 }), rollback()], aliases: [alias({ version: '1' })] },
      'rolled-back',
    ],
    [
      'is a failure where nothing rolled it back',
      {
        deployments: [deployment({ status: 'Stopped', began: 2 })],
        aliases: [alias({ version: '1' })],
      },
      'failed',
    ],
    [
      'is a failure where the rollback did not succeed',
      { deployments: [failed({ began: 2 }), rollback({ status: 'Failed' })], aliases: [alias({ version: '1' })] },
      'failed',
    ],
    [
      'is a failure where the alias is not back at the old version',
      { deployments: [failed({ began: 2 }), rollback()], aliases: [alias({ version: '2' })] },
      'failed',
    ],
    [
      'is a first deploy where the stack created the alias',
      { deployments: [], aliases: [alias({ created: true, version: '1' })], stacks: [stack('CREATE_COMPLETE')] },
      'first-deploy',
    ],
    [
      'is a first deploy where an update of the stack created the alias',
      { deployments: [], aliases: [alias({ created: true, version: '1' })] },
      'first-deploy',
    ],
    ['is no change where nothing was deployed', { deployments: [], stacks: [stack('NO_CHANGE')] }, 'no-change'],
    ['is no change where the stack changed beside the alias', { deployments: [] }, 'no-change'],
    [
      'is a failure where the stack was not reached, as one before it failed',
      { deployments: [], stacks: [stack('ROLLBACK_COMPLETE', 'Missing', 'Platform')] },
      'failed',
    ],
    [
      'is a failure where a stack after it failed, though the alias is at the new version',
      { stacks: [stack('UPDATE_COMPLETE'), stack('UPDATE_ROLLBACK_COMPLETE', 'Missing', 'Dashboard')] },
      'failed',
    ],
    [
      'is a failure where nothing was released and a stack after it failed',
      { deployments: [], stacks: [stack('NO_CHANGE'), stack('UPDATE_ROLLBACK_FAILED', 'Missing', 'Dashboard')] },
      'failed',
    ],
    [
      'is its own where the stack that failed has a release to say so',
      {
        aliases: [alias(), alias({ stackName: 'Search', functionName: 'search', version: '1' })],
        stacks: [stack('UPDATE_COMPLETE'), stack('UPDATE_ROLLBACK_COMPLETE', 'Blocked', 'Search')],
      },
      'released',
    ],
    [
      'is blocked where it was, whatever else failed',
      {
        deployments: [failed({ began: 1 }), rollback()],
        aliases: [alias({ version: '1' })],
        stacks: [stack('UPDATE_ROLLBACK_COMPLETE'), stack('ROLLBACK_COMPLETE', 'Missing', 'Dashboard')],
      },
      'blocked',
    ],
    [
      'is a failure where the stack failed before the alias moved',
      { deployments: [], stacks: [stack('UPDATE_ROLLBACK_COMPLETE', 'Topic: denied')] },
      'failed',
    ],
    [
      'is a failure where the first deployment of the stack failed',
      {
        deployments: [],
        aliases: [alias({ created: false, version: undefined })],
        stacks: [stack('ROLLBACK_COMPLETE', 'Topic: denied')],
      },
      'failed',
    ],
  ])('%s', (_, changes, outcome) => {
    expect(observe(changes).outcome).toBe(outcome);
  });
});

describe('what is seen of a release', () => {
  it('describes its deployment', () => {
    const seen = observe({ deployments: [failed(), rollback()], aliases: [alias({ version: '1' })] });
    expect(seen).toMatchObject({ step: 'step', functionName: 'chat', aliasName: 'live' });
    expect(seen.deployment).toEqual({
      id: 'd-NEW',
      blue: '1',
      green: '2',
      configuration: 'CodeDeployDefault.LambdaAllAtOnce',
      status: 'Failed',
      startedAt: START + 10 * SECOND,
      endedAt: START + 300 * SECOND,
      error: { code: 'HOOK_EXECUTION_FAILURE', message: 'A hook failed.' },
      rollbackId: 'd-BACK',
      application: 'App',
      stoppedBy: [],
    });
  });

  it('names the alarms that stopped its deployment', () => {
    expect(observe({ deployments: [failed({ stoppedBy: ['errors'] })] }).deployment?.stoppedBy).toEqual(['errors']);
  });

  it.each<readonly [string, Partial<ObservedAlias>, ReleaseObservation['serving']]>([
    ['one version', {}, [{ version: '2', share: 1 }]],
    [
      'both where it is split',
      { version: '1', additional: { version: '2', weight: 0.9 } },
      [
        { version: '1', share: 0.1 },
        { version: '2', share: 0.9 },
      ],
    ],
    ['none where there is no alias', { version: undefined }, []],
  ])('says what serves in the end: %s', (_, changes, serving) => {
    expect(observe({ aliases: [alias(changes)] }).serving).toEqual(serving);
  });

  it('has no deployment where there was none', () => {
    expect(observe({ deployments: [] })).not.toHaveProperty('deployment');
    expect(observe({ deployments: [] }).moments).toEqual({});
  });

  it('counts the requests of blue and green from the start of the deployment', () => {
    const { requests } = observe({
      requests: served(
        request(9, '1', true),
        request(10, '1'),
        request(50, '1', true),
        request(60, '2'),
        request(70, '2', true),
        request(71, '2', true),
        request(80, '2', true, 'search'),
      ),
    });
    expect(requests).toEqual({ blue: { total: 2, errors: 1 }, green: { total: 3, errors: 2 } });
  });

  it('follows the share of green, through the shift and back', () => {
    const { traffic } = observe({
      weights: [
        weight(20, '1', { version: '2', weight: 0.1 }),
        weight(320, '2'),
        weight(400, '1'),
        { ...weight(21, '9'), functionName: 'search' },
        { ...weight(22, '9'), aliasName: 'beta' },
      ],
    });
    expect(traffic).toEqual([
      { at: START + 20 * SECOND, weight: 0.1 },
      { at: START + 320 * SECOND, weight: 1 },
      { at: START + 400 * SECOND, weight: 0 },
    ]);
  });

  describe('its moments', () => {
    const wentBad: Partial<StepObservation> = {
      deployments: [failed({ began: 2 }), rollback()],
      aliases: [alias({ version: '1' })],
      requests: served(request(40, '1', true), request(50, '2'), request(60, '2', true), request(70, '2', true)),
    };

    it('are the first failure of green, the decision and the return of the traffic', () => {
      const weights = [weight(20, '1', { version: '2', weight: 0.1 }), weight(310, '1')];
      expect(observe({ ...wentBad, weights }).moments).toEqual({
        regressionAt: START + 60 * SECOND,
        decidedAt: START + 300 * SECOND,
        restoredAt: START + 310 * SECOND,
      });
    });

    it('have no return where no traffic had left', () => {
      expect(observe({ ...wentBad, weights: [weight(310, '1')] }).moments).not.toHaveProperty('restoredAt');
    });

    it('have no regression in a release that went through', () => {
      expect(observe({ requests: served(request(60, '2', true)) }).moments).toEqual({
        decidedAt: START + 300 * SECOND,
      });
    });
  });

  it('gives why the stack failed', () => {
    expect(observe({ stacks: [stack('UPDATE_ROLLBACK_COMPLETE', 'Live: failed')] }).stackFailure).toBe('Live: failed');
    expect(observe()).not.toHaveProperty('stackFailure');
  });
});

describe('several releases in one step', () => {
  const search = deployment({ id: 'd-SEARCH', request: { functionName: 'search' }, alarms: ['search-errors'] });
  const both = {
    aliases: [alias(), alias({ logicalId: 'Search', functionName: 'search' })],
    deployments: [deployment(), search],
  };

  it('are seen one by one', () => {
    const seen = observeReleases(
      observation({ ...both, deployments: [failed({ began: 1 }), rollback({ targetVersionWeight: 0 }), search] }),
    );
    expect(seen.map(({ functionName, outcome }) => [functionName, outcome])).toEqual([
      ['chat', 'blocked'],
      ['search', 'released'],
    ]);
  });

  it('have the entries of the timeline that are about their stack, deployments and alarms, or about nothing', () => {
    const entry = (about?: string) => ({
      at: START,
      actor: 'AWS',
      what: 'x',
      ...(about === undefined ? {} : { about }),
    });
    const [chat] = observeReleases(
      observation({
        ...both,
        timeline: [entry(), entry('Chat'), entry('d-NEW'), entry('d-SEARCH'), entry('errors'), entry('search-errors')],
      }),
    );
    expect(chat!.timeline.map(({ about }) => about)).toEqual([undefined, 'Chat', 'd-NEW', 'errors']);
  });

  const message = (text: string) => ({ at: START, topicArn: 'arn', text });
  const call = (body: string) => ({ at: START, method: 'POST', url: 'https://hooks.example', body });
  const said = {
    messages: [message('about d-NEW'), message('about d-SEARCH'), message('about nothing')],
    outsideCalls: [call('about d-SEARCH'), call('about d-NEW')],
  };

  it('have the messages and calls that name their deployment', () => {
    const seen = observeReleases(observation({ ...both, ...said }));
    expect(seen.map(({ messages }) => messages.map(({ text }) => text))).toEqual([['about d-NEW'], ['about d-SEARCH']]);
    expect(seen.map(({ outsideCalls }) => outsideCalls.map(({ body }) => body))).toEqual([
      ['about d-NEW'],
      ['about d-SEARCH'],
    ]);
  });

  it('are otherwise one, which has every message', () => {
    const seen = observe(said);
    expect(seen.messages).toHaveLength(3);
    expect(seen.outsideCalls).toHaveLength(2);
  });
});

describe('what a release does not shift', () => {
  const past = ['GET /chat'];
  const byAlias = {
    at: START + 60 * SECOND,
    alias: { functionName: 'chat', aliasName: 'live' },
    version: '1',
    failed: false,
  };
  const direct = {
    ...byAlias,
    alias: { functionName: 'chat', aliasName: '$LATEST' },
    version: '$LATEST',
    failed: true,
  };
  const unshifted = (changes: Partial<StepObservation>) => observeReleases(observation(changes))[0]?.unshifted;

  it.each<readonly [string, readonly Callers[], readonly ServedRequest[], boolean]>([
    ['all that calls goes past the alias', [callers([], past, true)], [], true],
    [
      'so do customers, who come by the alias once that is mended',
      [callers([], past, true), callers(past, [])],
      [byAlias],
      true,
    ],
    ['something comes by the alias', [callers(['GET /titles'], past)], [], false],
    ['customers come by the alias', [callers([], past)], [byAlias], false],
    ['nobody else comes', [callers([], past)], [direct], true],
    ['it goes past the alias only afterwards', [callers(past, []), callers([], past, true)], [], false],
  ])('is said where %s', (_, seen, requests, isAll) => {
    const { length: total } = requests.filter((one) => one === direct);
    expect(unshifted({ callers: seen, requests: served(...requests) })).toEqual({
      callers: past,
      isAll,
      requests: { total, errors: total },
    });
  });

  it.each<readonly [string, Partial<StepObservation>]>([
    ['nothing goes past the alias', { callers: [callers(past, [])] }],
    ['it is another function', { callers: [{ ...callers([], past), functionName: 'other' }] }],
    ['nothing was released', { callers: [callers([], past)], deployments: [] }],
  ])('is nothing where %s', (_, changes) => {
    expect(unshifted(changes)).toBeUndefined();
  });

  it('is not given back by a rollback', () => {
    const changes = {
      aliases: [alias({ version: '1' })],
      deployments: [failed(), rollback()],
      weights: [
        {
          at: START + 30 * SECOND,
          functionName: 'chat',
          aliasName: 'live',
          version: '1',
          additional: { version: '2', weight: 0.1 },
        },
      ],
    };
    const [before] = observeReleases(observation({ ...changes, callers: [callers(['GET /titles'], past)] }));
    const [after] = observeReleases(observation({ ...changes, callers: [callers([], past, true)] }));
    expect([before?.outcome, after?.outcome]).toEqual(['rolled-back', 'rolled-back']);
    expect(before?.moments.restoredAt).toBe(START + 310 * SECOND);
    expect(after?.moments.restoredAt).toBeUndefined();
  });
});
