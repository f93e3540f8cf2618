import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aspects, CfnParameter, CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { apiServices } from '../../lib/rehearsal/account/api-services';
import type { CloudFormationOptions } from '../../lib/rehearsal/cloudformation/cloudformation-options';
import { runCommand, type CommandResult } from '../../lib/rehearsal/run-command';
import { fencesOf } from '../docs/fences';
import { decide, outcome } from '../rehearsal/iam/account';
import type { Permission } from '../../lib/rehearsal/kernel/permission';
import { HEALTHY, healthyChange, synthesizeService, type ServiceProps } from '../end-to-end/service-assembly';
import { inWatchedAccount, type WatchedAccount } from '../end-to-end/watched-account';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
const BROKEN = `exports.handler = async () => { throw new Error('no'); };`;

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-reconcile-'));
  const make = (name: string, code: string, more: Partial<ServiceProps> = {}) =>
    synthesizeService(directory, name, {
      code,
      afterwards: (_, stack) => new CfnParameter(stack, 'Team', { default: 'chat' }),
      ...more,
    });
  make('old', HEALTHY);
  make('new', healthyChange(1));
  make('newer', healthyChange(2));
  make('broken', BROKEN);
  // What no call of CloudFormation takes as text.
  const large: Partial<ServiceProps> = {
    afterwards: (_, stack) => {
      Aspects.of(stack).add({
        visit: (node: IConstruct) => {
          if (node instanceof CfnResource && node.cfnResourceType === 'AWS::Lambda::Function')
            node.addMetadata('long', 'x'.repeat(60_000));
        },
      });
    },
  };
  make('large-old', HEALTHY, large);
  make('large-new', healthyChange(1), large);
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

interface Json {
  readonly outcome: string;
  readonly made: readonly string[];
  readonly left: readonly { readonly kind: string; readonly bucket: string | null }[];
  readonly refusal: { readonly code: string; readonly fix: string } | null;
  readonly agreement: {
    readonly alias: string;
    readonly stack: string;
    readonly stackAgrees: boolean;
    readonly ledgerAgrees?: boolean;
  } | null;
}

/** An account with one service, of which version 2 was released. */
class Service {
  constructor(private readonly watched: WatchedAccount) {}

  get account() {
    return this.watched.account;
  }

  async deploy(name: string): Promise<string> {
    const operations = await this.watched.deploy(join(directory, name));
    return operations.find(({ stackName }) => stackName === 'Service')?.status ?? '';
  }

  get functionName(): string {
    const alias = [...this.account.cloudFormation.resources('Service').values()].find(
      ({ type }) => type === 'AWS::Lambda::Alias',
    );
    return alias?.physical.id.split(':').at(-2) ?? '';
  }

  get version(): string | undefined {
    return this.account.lambda.registry.alias(this.functionName, 'live')?.version;
  }

  putBack(version: string, additional?: { version: string; weight: number }): void {
    this.account.lambda.registry.putAlias(this.functionName, {
      name: 'live',
      version,
      ...(additional && { additional }),
    });
  }

  run(...args: readonly string[]): Promise<CommandResult> {
    return runCommand(this.account, { file: process.execPath, args: [SLUICE, ...args], directory });
  }

  async reconcile(...args: readonly string[]): Promise<Json & { readonly exitCode: number | null }> {
    const { exitCode, output, errors } = await this.run('reconcile', `${this.functionName}:live`, '--json', ...args);
    if (output === '') throw new Error(errors);
    return { ...(JSON.parse(output) as Json), exitCode };
  }

  template() {
    const { template } = this.account.cloudFormation.stacks.get('Service')?.plan.source ?? {};
    return template as {
      Resources: Record<string, { Type: string; UpdatePolicy?: unknown; Properties?: Record<string, unknown> }>;
    };
  }

  /** How many deployments CloudFormation has asked CodeDeploy for. */
  gated(): number {
    const { logs = [] } = this.account.cloudFormation.stacks.history('Service') ?? {};
    const reasons = logs.flatMap(({ events }) => events.map(({ reason = '' }) => reason));
    return reasons.filter((reason) => reason.startsWith('CodeDeploy deployment started')).length;
  }
}

function inService<T>(
  play: (service: Service) => Promise<T>,
  cloudFormation: Partial<CloudFormationOptions> = {},
): Promise<T> {
  return inWatchedAccount({ assumptions: { cloudFormation } }, async (watched) => {
    const service = new Service(watched);
    await service.deploy('old');
    await service.deploy('new');
    return play(service);
  });
}

/** What the calls of the operator's commands need. */
function permissionsOf({ account, calls }: WatchedAccount): readonly Permission[] {
  const services = apiServices(account);
  return calls
    .filter(({ roleArn }) => roleArn.endsWith(':role/Operator'))
    .flatMap(({ operation, input }) => {
      const [service = '', name = ''] = operation.split(':');
      return services[service]?.permissions(name, input) ?? [];
    });
}

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

/** The policy of the guide, for this account and service. */
function guidePolicy({ account: { place }, functionName }: Service): readonly Statement[] {
  const [fence] = fencesOf('docs/guides/when-cloudformation-is-out-of-line.md').filter(({ kind }) => kind === 'json');
  const table = 'table/Platform-PlatformLedger*';
  const text = (fence?.text ?? '')
    .replaceAll('111122223333', place.accountId)
    .replaceAll('eu-west-1', place.region)
    .replaceAll('function:chat', `function:${functionName}`)
    .replaceAll('table/LEDGER', table);
  return (JSON.parse(text) as { readonly Statement: readonly Statement[] }).Statement;
}

describe('a version that was put back by hand', () => {
  it.each<Partial<CloudFormationOptions>>([{}, { aliasUpdatePolicyFrom: 'previous' }])(
    'stops the next deployment until CloudFormation is in line; then a good one is released, and a bad one is not: %j',
    async (options) => {
      await inService(async (service) => {
        expect(service.version).toBe('2');
        const before = service.template();
        service.putBack('1');
        const { output, exitCode } = await service.run('preflight', '--to', join(directory, 'newer'));
        expect(exitCode).toBe(1);
        expect(output).toContain(`sluice reconcile ${service.functionName}:live`);
        await expect(service.deploy('newer')).resolves.toBe('UPDATE_ROLLBACK_COMPLETE');

        const weights: (string | undefined)[] = [];
        const registry = service.account.lambda.registry;
        const putAlias = registry.putAlias.bind(registry);
        registry.putAlias = (name, alias) => {
          weights.push(alias.version);
          putAlias(name, alias);
        };
        const done = await service.reconcile();
        expect(done).toMatchObject({
          ...{ exitCode: 0, outcome: 'reconciled', made: ['loosen', 'pin', 'restore'], left: [], refusal: null },
          agreement: { alias: '1', stack: '1', stackAgrees: true },
        });
        // The rejected version never serves meanwhile.
        expect([...new Set(weights)]).toEqual(['1']);
        const after = service.template();
        const [aliasId = ''] =
          Object.entries(after.Resources).find(([, { Type }]) => Type === 'AWS::Lambda::Alias') ?? [];
        expect(after.Resources[aliasId]?.Properties?.FunctionVersion).toBe('1');
        expect({ ...after.Resources[aliasId], Properties: {} }).toEqual({
          ...before.Resources[aliasId],
          Properties: {},
        });
        expect(Object.keys(after.Resources).sort()).toEqual(Object.keys(before.Resources).sort());

        await expect(service.reconcile()).resolves.toMatchObject({ exitCode: 0, outcome: 'in-line', made: [] });
        const clear = await service.run('preflight', '--to', join(directory, 'newer'));
        expect(clear.output).toContain('Nothing stops it');
        const gated = service.gated();
        await expect(service.deploy('broken')).resolves.toBe('UPDATE_ROLLBACK_COMPLETE');
        expect(service.version).toBe('1');
        await expect(service.deploy('newer')).resolves.toBe('UPDATE_COMPLETE');
        expect(service.version).not.toBe('1');
        expect(service.gated()).toBeGreaterThanOrEqual(gated + 2);
        const released = service.version;
        await expect(service.deploy('broken')).resolves.toBe('UPDATE_ROLLBACK_COMPLETE');
        expect(service.version).toBe(released);
      }, options);
    },
  );

  it('keeps parameters and the role of the stack', async () => {
    await inService(async (service) => {
      const { account } = service;
      const roleArn = account.place.arn('iam', 'role/cfn-exec');
      const stack = account.cloudFormation.stacks.get('Service');
      await account.cloudFormation.update({
        ...{ name: 'Service', where: 'here', template: stack?.plan.source.template, parameters: { Team: 'search' } },
        settings: { capabilities: ['CAPABILITY_NAMED_IAM'], roleArn, tags: { team: 'search' } },
      });
      service.putBack('1');
      await expect(service.reconcile()).resolves.toMatchObject({ outcome: 'reconciled' });
      const { plan } = account.cloudFormation.stacks.get('Service')!;
      expect(plan.parameters.given.Team).toBe('search');
      expect(plan.source.settings).toEqual({
        capabilities: ['CAPABILITY_NAMED_IAM'],
        roleArn,
        tags: { team: 'search' },
      });
    });
  });

  it('is brought in line by a bucket, where the template is too large for a call', async () => {
    await inWatchedAccount({ accountId: '111122223333', region: 'eu-west-1' }, async (watched) => {
      const service = new Service(watched);
      await service.deploy('large-old');
      await service.deploy('large-new');
      service.putBack('1');
      const bucket = `cdk-hnb659fds-assets-${watched.account.place.accountId}-${watched.account.place.region}`;
      const planned = await service.reconcile('--dry-run');
      expect(planned.left.map((one) => one.bucket)).toEqual([bucket, bucket, bucket]);
      await expect(service.reconcile()).resolves.toMatchObject({ outcome: 'reconciled' });
      expect(watched.calls.filter(({ operation }) => operation === 's3:PutObject')).toHaveLength(3);

      const needed = permissionsOf(watched);
      // The policy of the guide allows all of it, and lacks something without any statement of its.
      const decided = (statements: readonly object[]) =>
        Promise.all(
          needed.map(({ action, resource }) => outcome(() => decide({ identity: statements, action, resource }))),
        );
      const statements = guidePolicy(service);
      expect(new Set(await decided(statements))).toEqual(new Set(['allow']));
      for (const left of statements) {
        expect(await decided(statements.filter((one) => one !== left))).toContain('deny');
      }
      const actions = statements.flatMap(({ Action }) => Action);
      // Only an update that failed is asked about.
      expect(
        [...new Set([...needed.map(({ action }) => action), 'cloudformation:DescribeStackEvents'])].sort(),
      ).toEqual(actions.toSorted());
    });
  });

  it('is planned by a dry run, which changes nothing', async () => {
    await inService(async (service) => {
      service.putBack('1');
      const before = service.template();
      const planned = await service.reconcile('--dry-run');
      expect(planned).toMatchObject({
        exitCode: 0,
        outcome: 'planned',
        made: [],
        agreement: { alias: '1', stack: '2' },
      });
      expect(planned.left.map(({ kind }) => kind)).toEqual(['loosen', 'pin', 'restore']);
      expect(service.template()).toEqual(before);
    });
  });

  it.each([
    ['the first update', 1, ['pin', 'restore']],
    ['the second', 2, ['restore']],
  ])('goes on where it was stopped: after %s', async (_, after, left) => {
    await inService(async (service) => {
      service.putBack('1');
      const planned = (await service.reconcile('--dry-run')) as unknown as { left: readonly { template: object }[] };
      // What a run did before it was killed.
      for (const { template } of planned.left.slice(0, after)) {
        const caller = { roleArn: service.account.place.arn('iam', 'role/Operator') };
        const given = {
          StackName: 'Service',
          TemplateBody: JSON.stringify(template),
          Capabilities: ['CAPABILITY_NAMED_IAM'],
        };
        await service.account.apis.call('cloudformation', 'UpdateStack', given, caller);
        await service.account.simulation.sleep(60_000);
      }
      const stopped = await service.run('preflight', '--to', join(directory, 'newer'));
      expect(stopped.exitCode).toBe(1);
      expect(stopped.output).toContain(`sluice reconcile ${service.functionName}:live`);
      await expect(service.reconcile()).resolves.toMatchObject({ exitCode: 0, outcome: 'reconciled', made: left });
      const gated = service.gated();
      await expect(service.deploy('newer')).resolves.toBe('UPDATE_COMPLETE');
      expect(service.gated()).toBe(gated + 1);
    });
  });
});

describe('`sluice reconcile`, where it has nothing to do, or may not', () => {
  it('says that CloudFormation and the ledger agree', async () => {
    await inService(async (service) => {
      await expect(service.reconcile()).resolves.toMatchObject({
        ...{
          exitCode: 0,
          outcome: 'in-line',
          agreement: { alias: '2', stack: '2', stackAgrees: true, ledgerAgrees: true },
        },
      });
    });
  });

  it('refuses an alias that is split, one that is not there, a busy stack, and not to wait', async () => {
    await inService(async (service) => {
      service.putBack('1', { version: '2', weight: 0.1 });
      await expect(service.reconcile()).resolves.toMatchObject({
        ...{ exitCode: 1, outcome: 'refused' },
        refusal: { code: 'alias-split', fix: `Settle it first: sluice rollback ${service.functionName}:live` },
      });
      service.putBack('2');
      const none = await service.run('reconcile', 'nobody:live');
      expect([none.exitCode, none.output]).toEqual([1, expect.stringContaining('There is no alias nobody:live.')]);
      const unwaited = await service.run('reconcile', 'chat:live', '--no-wait');
      expect([unwaited.exitCode, unwaited.errors]).toEqual([2, expect.stringContaining('takes no --no-wait')]);
      const deployed = service.deploy('newer');
      await service.account.simulation.sleep(30_000);
      await expect(service.reconcile()).resolves.toMatchObject({ exitCode: 1, refusal: { code: 'stack-busy' } });
      await deployed;
    });
  });
});
