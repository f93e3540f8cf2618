import { place } from '../../../lib/rehearsal/kernel/place';
import { Logs } from '../../../lib/rehearsal/logs/logs';

const context = { stackName: 'Chat', logicalId: 'Log', where: 'chat.json, Log', generatedName: 'Chat-Log-1' };

function account() {
  const logs = new Logs({ place: place('111122223333', 'eu-west-1') });
  return { logs, provider: logs.providers[0]! };
}

describe('log groups', () => {
  it('have the name of the template, and an ARN for use in policies', async () => {
    const { logs, provider } = account();
    const physical = await provider.create({ LogGroupName: '/chat', RetentionInDays: 7, Tags: [] }, context);
    const arn = 'arn:aws:logs:eu-west-1:111122223333:log-group:/chat';
    expect(physical).toEqual({ id: '/chat', attributes: { Arn: `${arn}:*` } });
    expect(logs.logGroups()).toEqual([{ name: '/chat', arn, retentionDays: 7 }]);
  });

  it('have a generated name, and keep their events for ever, unless the template says otherwise', async () => {
    const { logs, provider } = account();
    await provider.create({}, context);
    expect(logs.logGroups()).toMatchObject([{ name: 'Chat-Log-1' }]);
    expect(logs.logGroups()[0]).not.toHaveProperty('retentionDays');
  });

  it('change their retention in place, and are replaced by a new name', async () => {
    const { logs, provider } = account();
    const physical = await provider.create({ LogGroupName: 'a', RetentionInDays: 7 }, context);
    const previous = { LogGroupName: 'a', RetentionInDays: 7 };
    await provider.update({ physical, previous, next: { LogGroupName: 'a', RetentionInDays: 30 } }, context);
    expect(logs.logGroups()).toMatchObject([{ retentionDays: 30 }]);
    await expect(provider.update({ physical, previous, next: { LogGroupName: 'b' } }, context)).resolves.toBe(
      'replace',
    );
  });

  it('cannot share a name, until one is removed', async () => {
    const { provider } = account();
    const physical = await provider.create({ LogGroupName: 'a' }, context);
    await expect(provider.create({ LogGroupName: 'a' }, context)).rejects.toMatchObject({
      code: 'AlreadyExists',
    });
    await provider.remove(physical, {}, context);
    await expect(provider.create({ LogGroupName: 'a' }, context)).resolves.toMatchObject({ id: 'a' });
  });

  it('take only the retentions AWS takes', async () => {
    await expect(account().provider.create({ RetentionInDays: 8 }, context)).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });

  it('stay where they are protected', async () => {
    const { logs, provider } = account();
    const properties = { DeletionProtectionEnabled: true };
    const physical = await provider.create(properties, context);
    await expect(provider.remove(physical, properties, context)).rejects.toMatchObject({ name: 'ApiError' });
    expect(logs.logGroups()).toHaveLength(1);
  });
});
