import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFormationStacks } from '../../lib/adapters/cloudformation-stacks';
import { loopback, type Loopback, type Reply } from './loopback';

const STACK = 'arn:aws:cloudformation:us-east-1:123456789012:stack/Shop/1';

let server: Loopback | undefined;
let client: CloudFormationClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function stacks(reply: Reply): Promise<CloudFormationStacks> {
  server = await loopback(() => ({ headers: { 'content-type': 'text/xml' }, ...reply }));
  client = new CloudFormationClient(server.client);
  return new CloudFormationStacks(client);
}

const answer = (members: string) =>
  `<DescribeStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStackResourcesResult><StackResources>${members}</StackResources></DescribeStackResourcesResult></DescribeStackResourcesResponse>`;
const row = (more = '', stackId = STACK) =>
  `<member><StackId>${stackId}</StackId><LogicalResourceId>Fn</LogicalResourceId><ResourceType>AWS::Lambda::Function</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus>${more}</member>`;
const failure = (code: string) =>
  `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;

describe('a resource of a stack', () => {
  it('is asked for by the stack’s ARN and its logical id', async () => {
    const found = await stacks({ body: answer(row('<PhysicalResourceId>chat</PhysicalResourceId>')) });
    expect(await found.resource(STACK, 'Fn')).toEqual({
      type: 'AWS::Lambda::Function',
      physicalId: 'chat',
      status: 'CREATE_COMPLETE',
    });
    expect(Object.fromEntries(new URLSearchParams(server?.seen[0]?.body))).toMatchObject({
      Action: 'DescribeStackResources',
      StackName: STACK,
      LogicalResourceId: 'Fn',
    });
  });

  it('has no physical id while it is being made', async () => {
    const found = await stacks({ body: answer(row()) });
    expect(await found.resource(STACK, 'Fn')).toEqual({ type: 'AWS::Lambda::Function', status: 'CREATE_COMPLETE' });
  });

  it.each<[string, Reply]>([
    ['no stack of that ARN', { status: 400, body: failure('ValidationError') }],
    ['nothing of that name', { body: answer('') }],
    ['another stack’s', { body: answer(row('', STACK.replace('Shop', 'Other'))) }],
  ])('is none where there is %s', async (_, reply) => {
    expect(await (await stacks(reply)).resource(STACK, 'Fn')).toBeUndefined();
  });

  it.each(['Throttling', 'AccessDenied'])('is not known where CloudFormation does not say: %s', async (code) => {
    const found = await stacks({ status: 400, body: failure(code) });
    await expect(found.resource(STACK, 'Fn')).rejects.toMatchObject({ name: code });
  });
});
