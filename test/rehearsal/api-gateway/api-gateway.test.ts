import { ApiGateway } from '../../../lib/rehearsal/api-gateway/api-gateway';
import { place } from '../../../lib/rehearsal/kernel/place';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';

const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:chat:live';

/** Creates resources by the last part of their type and their properties. */
class Account {
  private readonly gateway = new ApiGateway({
    place: place('111122223333', 'eu-west-1'),
    randomness: new Randomness(7),
  });
  private made = 0;

  provider(type: string) {
    return this.gateway.providers.find((candidate) => candidate.type === `AWS::ApiGatewayV2::${type}`)!;
  }

  create(type: string, properties: object) {
    return this.provider(type).create(properties, this.context());
  }

  async remove(type: string, id: string, properties: object): Promise<void> {
    await this.provider(type).remove({ id, attributes: {} }, properties, this.context());
  }

  context() {
    this.made += 1;
    return { stackName: 'Chat', logicalId: 'R', where: 'chat.json, R', generatedName: `Chat-R-${this.made}` };
  }

  routes() {
    return this.gateway.routes();
  }

  async apiWithIntegration() {
    const { id: ApiId } = await this.create('Api', { Name: 'chat', ProtocolType: 'HTTP' });
    const integration = { ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: functionArn };
    const { id } = await this.create('Integration', integration);
    return { ApiId, Target: `integrations/${id}` };
  }
}

describe('HTTP APIs', () => {
  it('have an endpoint of their own', async () => {
    const { id, attributes } = await new Account().create('Api', { Name: 'chat', ProtocolType: 'HTTP' });
    expect(id).toMatch(/^[0-9a-z]{10}$/);
    expect(attributes).toEqual({ ApiId: id, ApiEndpoint: `https://${id}.execute-api.eu-west-1.amazonaws.com` });
  });

  it('stop the rehearsal where they are WebSocket APIs', async () => {
    const created = new Account().create('Api', { Name: 'chat', ProtocolType: 'WEBSOCKET' });
    await expect(created).rejects.toThrow('Property ProtocolType of AWS::ApiGatewayV2::Api with the value "WEBSOCKET"');
  });

  it('take routes to their integrations', async () => {
    const account = new Account();
    const { ApiId, Target } = await account.apiWithIntegration();
    const route = await account.create('Route', { ApiId, RouteKey: 'POST /chat', Target, AuthorizationType: 'NONE' });
    expect(route.attributes.RouteId).toBe(route.id);
    expect(`integrations/${route.id}`).not.toBe(Target);
  });

  it('refuse a second route of the same key, until the first is removed', async () => {
    const account = new Account();
    const { ApiId, Target } = await account.apiWithIntegration();
    const properties = { ApiId, RouteKey: 'POST /chat', Target };
    const { id } = await account.create('Route', properties);
    await expect(account.create('Route', properties)).rejects.toMatchObject({ code: 'ConflictException' });
    await account.remove('Route', id, properties);
    await expect(account.create('Route', properties)).resolves.toHaveProperty('id');
  });

  it('let a route keep its key or change it to one that is free', async () => {
    const account = new Account();
    const { ApiId, Target } = await account.apiWithIntegration();
    const previous = { ApiId, RouteKey: 'GET /a', Target };
    const physical = await account.create('Route', previous);
    await account.create('Route', { ApiId, RouteKey: 'GET /b', Target });
    const change = (RouteKey: string) =>
      account.provider('Route').update({ physical, previous, next: { ...previous, RouteKey } }, account.context());
    await expect(change('GET /b')).rejects.toMatchObject({ code: 'ConflictException' });
    await expect(change('GET /a')).resolves.toBe(physical);
    await expect(change('GET /c')).resolves.toBe(physical);
  });

  it('tell their routes as they are after every change', async () => {
    const account = new Account();
    const { ApiId, Target } = await account.apiWithIntegration();
    const integrationId = Target.replace('integrations/', '');
    const integration = { ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: functionArn };
    const told = () => account.routes().map(({ routeKey, functionArn: arn }) => `${routeKey} ${arn}`);
    expect(told()).toEqual([]);

    const previous = { ApiId, RouteKey: 'GET /a', Target };
    const physical = await account.create('Route', previous);
    expect(told()).toEqual([`GET /a ${functionArn}`]);
    expect(account.routes()).toBe(account.routes());

    const next = { ...previous, RouteKey: 'GET /b' };
    await account.provider('Route').update({ physical, previous, next }, account.context());
    expect(told()).toEqual([`GET /b ${functionArn}`]);

    const moved = { ...integration, IntegrationUri: `${functionArn}2` };
    const change = { physical: { id: integrationId, attributes: {} }, previous: integration, next: moved };
    await account.provider('Integration').update(change, account.context());
    expect(told()).toEqual([`GET /b ${functionArn}2`]);

    await account.remove('Integration', integrationId, integration);
    expect(told()).toEqual([]);
  });

  it.each(['Route', 'Api'])('tell no routes any more once their %s is removed', async (type) => {
    const account = new Account();
    const { ApiId, Target } = await account.apiWithIntegration();
    const properties = { ApiId, RouteKey: 'GET /a', Target };
    const { id } = await account.create('Route', properties);
    expect(account.routes()).toHaveLength(1);
    if (type === 'Route') await account.remove('Route', id, properties);
    else await account.remove('Api', ApiId, { Name: 'chat', ProtocolType: 'HTTP' });
    expect(account.routes()).toEqual([]);
  });

  it('refuse a route to an integration that does not exist', async () => {
    const account = new Account();
    const { ApiId } = await account.apiWithIntegration();
    const created = account.create('Route', { ApiId, RouteKey: 'GET /', Target: 'integrations/none' });
    await expect(created).rejects.toMatchObject({ code: 'NotFoundException' });
  });

  it.each([
    ['Integration', { IntegrationType: 'AWS_PROXY', IntegrationUri: functionArn }],
    ['Route', { RouteKey: 'GET /', Target: 'integrations/none' }],
    ['Stage', { StageName: '$default', AutoDeploy: true }],
  ])('have to exist before their %s', async (type, properties) => {
    const created = new Account().create(type, { ApiId: 'nowhere', ...properties });
    await expect(created).rejects.toMatchObject({ code: 'NotFoundException' });
  });

  it('have stages with access logs and throttling, each name once', async () => {
    const account = new Account();
    const { ApiId } = await account.apiWithIntegration();
    const stage = {
      ApiId,
      StageName: '$default',
      AutoDeploy: true,
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:a',
        Format: '$context.status',
      },
      DefaultRouteSettings: { ThrottlingBurstLimit: 5, ThrottlingRateLimit: 4 },
    };
    await expect(account.create('Stage', stage)).resolves.toEqual({ id: '$default', attributes: {} });
    await expect(account.create('Stage', stage)).rejects.toMatchObject({ code: 'ConflictException' });
    await account.remove('Stage', '$default', stage);
    await expect(account.create('Stage', stage)).resolves.toHaveProperty('id');
  });

  it('stop the rehearsal where a stage is not deployed automatically', async () => {
    const account = new Account();
    const { ApiId } = await account.apiWithIntegration();
    const created = account.create('Stage', { ApiId, StageName: 'prod', AutoDeploy: false });
    await expect(created).rejects.toMatchObject({ name: 'NotEmulated' });
  });
});
