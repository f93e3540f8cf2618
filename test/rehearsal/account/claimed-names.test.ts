import { type Account } from '../../../lib/rehearsal/account/account';
import { emulatedFeatures } from '../../../lib/rehearsal/emulated-features';
import { base, claims, replaced, unclaimed } from '../../cases/cloudformation/claimed-names.json';
import { deployStack, quietAccount } from './quiet-account';

let account: Account;

beforeEach(async () => {
  account = quietAccount(['Chat', 'Claimed', 'Renamed']);
  await account.open();
  await deploy('Base', base);
});

afterEach(() => account.close());

const deploy = (name: string, template: unknown) => deployStack(account, name, template);

const resource = (type: string, properties: object, logicalId = 'Claimed') => ({
  Resources: { [logicalId]: { Type: type, Properties: properties } },
});

describe('a name in the account', () => {
  it.each(claims)('belongs to one resource only, made by another stack or not: $name', async (claim) => {
    const { type, properties, says } = claim;
    const refused = expect.stringMatching(
      new RegExp(`^Resource handler returned message: "${escaped(says)}.*HandlerErrorCode: AlreadyExists\\)$`),
    ) as string;

    expect(await deploy('First', resource(type, properties))).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
    const made = account.cloudFormation.resources('First').get('Claimed')?.physical;
    // The rollback of the second leaves the first alone, so the third is refused as well.
    for (const stack of ['Second', 'Third']) {
      expect(await deploy(stack, resource(type, properties))).toEqual({
        status: 'ROLLBACK_COMPLETE',
        failed: [refused],
      });
    }
    // The same under another logical id of its own stack, as after `new Alias(…)` became `addAlias(…)`.
    expect(await deploy('First', resource(type, properties, 'Renamed'))).toEqual({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      failed: [refused],
    });
    expect(account.cloudFormation.resources('First').get('Claimed')?.physical).toEqual(made);
    expect(await deploy('Fourth', resource(type, properties))).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
  });

  it('is free again once the resource is gone', async () => {
    const topic = resource('AWS::SNS::Topic', { TopicName: 'outcomes' });
    await deploy('First', topic);
    await account.simulation.run(() => account.cloudFormation.remove('First'));
    expect(await deploy('Second', topic)).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
  });

  it('is thought of for every type of resource there is', () => {
    const types = emulatedFeatures().services.flatMap(({ resourceTypes }) => resourceTypes.map(({ type }) => type));
    expect([...new Set([...claims.map(({ type }) => type), ...Object.keys(unclaimed)])].sort()).toEqual(types.sort());
  });

  it.each(replaced)('keeps a resource from being replaced: $name', async ({ type, before, after, rename }) => {
    await deploy('First', resource(type, before));
    expect(await deploy('First', resource(type, after))).toEqual({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      failed: [
        `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${rename} and update the stack again.`,
      ],
    });
    expect(account.cloudFormation.resources('First').get('Claimed')?.properties).toMatchObject(before);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
