import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodeDeployAlarmWatches } from '../../lib/adapters/codedeploy-alarm-watches';
import { loopback, type Loopback } from './loopback';

let server: Loopback | undefined;
let client: CodeDeployClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

/** What is watched, where CodeDeploy says this of a deployment and of its group. */
async function watched(deployment: object, group: object | undefined) {
  server = await loopback(({ headers }) => {
    const body = String(headers['x-amz-target']).endsWith('.GetDeployment')
      ? { deploymentInfo: { applicationName: 'App', deploymentGroupName: 'chat', ...deployment } }
      : { deploymentGroupInfo: group };
    return { body: JSON.stringify(body), headers: { 'content-type': 'application/x-amz-json-1.1' } };
  });
  client = new CodeDeployClient(server.client);
  return new CodeDeployAlarmWatches(client).of('d-1');
}

const alarms = [{ name: 'errors' }, { name: 'latency' }];
const names = ['errors', 'latency'];

describe('what CodeDeploy watches', () => {
  it.each([
    [
      'is what the group says',
      {},
      { alarmConfiguration: { enabled: true, ignorePollAlarmFailure: false, alarms } },
      { isOn: true, passesOverUnreadable: false, names, isOverridden: false },
    ],
    [
      'may be off',
      {},
      { alarmConfiguration: { enabled: false, ignorePollAlarmFailure: true, alarms } },
      { isOn: false, passesOverUnreadable: true, names, isOverridden: false },
    ],
    [
      'is nothing where the group says nothing',
      {},
      {},
      { isOn: false, passesOverUnreadable: false, names: [], isOverridden: false },
    ],
    [
      'is what the deployment says, where it overrides its group',
      { overrideAlarmConfiguration: { enabled: false } },
      { alarmConfiguration: { enabled: true, alarms } },
      { isOn: false, passesOverUnreadable: false, names: [], isOverridden: true },
    ],
  ])('%s', async (_, deployment, group, expected) => {
    expect(await watched(deployment, group)).toEqual(expected);
  });

  it('is not guessed where CodeDeploy says nothing of the group', async () => {
    await expect(watched({}, undefined)).rejects.toThrow('CodeDeploy says nothing of the group of deployment d-1.');
  });
});
