import { type Answer, FUNCTION, MACHINE, outputOf, PLACE, ROLE, returns, Workshop } from './workshop';

const task = (Resource: string, Arguments: unknown, more: object = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'T',
  States: { T: { Type: 'Task', Resource, Arguments, End: true, ...more } },
});

/** Plays one task against one scripted API. */
async function called(resource: string, input: unknown, api: string, answer: Answer) {
  const workshop = new Workshop({ answers: { [api]: [answer] } });
  const execution = await workshop.play(task(resource, input));
  return { execution, call: workshop.calls[0]! };
}

describe('a task calls', () => {
  it('a function by its ARN, with its input as the payload, and gives what the function returns', async () => {
    const { execution, call } = await called(FUNCTION, { q: 1 }, 'lambda:Invoke', returns({ a: 2 }));
    expect(call).toMatchObject({ roleArn: ROLE, input: { FunctionName: FUNCTION, Payload: '{"q":1}' } });
    expect(outputOf(execution)).toEqual({ a: 2 });
  });

  it('lambda:invoke, and reads the payload of the answer', async () => {
    const input = { FunctionName: FUNCTION, Payload: 'text', Qualifier: 'live' };
    const { execution, call } = await called('arn:aws:states:::lambda:invoke', input, 'lambda:Invoke', returns([1]));
    expect(call.input).toEqual({ ...input, Payload: '"text"' });
    expect(outputOf(execution)).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST', Payload: [1] });
  });

  it('a function without waiting for it', async () => {
    const input = { FunctionName: FUNCTION, InvocationType: 'Event' };
    const answer = { gives: { StatusCode: 202 } };
    const { execution } = await called('arn:aws:states:::lambda:invoke', input, 'lambda:Invoke', answer);
    expect(outputOf(execution)).toEqual({ StatusCode: 202, Payload: {} });
  });

  it('a function whose failure has no type', async () => {
    const answer = { gives: { StatusCode: 200, FunctionError: 'Unhandled', Payload: '"gone"' } };
    const { execution } = await called(FUNCTION, {}, 'lambda:Invoke', answer);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Lambda.Unknown', cause: '"gone"' });
  });

  it.each([
    ['arn:aws:states:::dynamodb:getItem', 'dynamodb:GetItem', { TableName: 't', Key: { id: { S: 'x' } } }, undefined],
    [
      'arn:aws:states:::sns:publish',
      'sns:Publish',
      { TopicArn: 't', Message: { a: 1 } },
      { TopicArn: 't', Message: '{"a":1}' },
    ],
    ['arn:aws:states:::sqs:sendMessage', 'sqs:SendMessage', { QueueUrl: 'q', MessageBody: 'b' }, undefined],
    [
      'arn:aws:states:::events:putEvents',
      'events:PutEvents',
      { Entries: [{ Source: 's', Detail: { a: 1 } }] },
      { Entries: [{ Source: 's', Detail: '{"a":1}' }] },
    ],
    ['arn:aws:states:::aws-sdk:ssm:getParameter', 'ssm:GetParameter', { Name: 'p' }, undefined],
    ['arn:aws:states:::aws-sdk:eventbridge:putEvents', 'events:PutEvents', { Entries: [] }, undefined],
    [
      'arn:aws:states:::aws-sdk:codedeploy:getDeployment',
      'codedeploy:GetDeployment',
      { DeploymentId: 'd' },
      { deploymentId: 'd' },
    ],
  ])('%s', async (resource, api, input, sent) => {
    const { execution, call } = await called(resource, input, api, { gives: {} });
    expect(execution.status).toBe('SUCCEEDED');
    expect(call.input).toEqual(sent ?? input);
  });

  it('an SDK integration, whose answer begins its members in upper case and tells moments as text', async () => {
    const gives = { deploymentInfo: { deploymentId: 'd', createTime: 1748779200, status: 'Succeeded' } };
    const resource = 'arn:aws:states:::aws-sdk:codedeploy:getDeployment';
    const { execution } = await called(resource, { DeploymentId: 'd' }, 'codedeploy:GetDeployment', { gives });
    expect(outputOf(execution)).toEqual({
      DeploymentInfo: { DeploymentId: 'd', CreateTime: '2025-06-01T12:00:00.000Z', Status: 'Succeeded' },
    });
  });
});

describe('an API that refuses is', () => {
  it.each([
    [
      'arn:aws:states:::dynamodb:putItem',
      'dynamodb:PutItem',
      'ConditionalCheckFailedException',
      'DynamoDB.ConditionalCheckFailedException',
    ],
    [
      'arn:aws:states:::dynamodb:putItem',
      'dynamodb:PutItem',
      'ValidationException',
      'DynamoDB.AmazonDynamoDBException',
    ],
    [
      'arn:aws:states:::aws-sdk:dynamodb:putItem',
      'dynamodb:PutItem',
      'ValidationException',
      'DynamoDb.DynamoDbException',
    ],
    [
      'arn:aws:states:::aws-sdk:dynamodb:putItem',
      'dynamodb:PutItem',
      'ConditionalCheckFailedException',
      'DynamoDb.ConditionalCheckFailedException',
    ],
    [
      'arn:aws:states:::aws-sdk:codedeploy:getDeployment',
      'codedeploy:GetDeployment',
      'AccessDeniedException',
      'CodeDeploy.AccessDeniedException',
    ],
    ['arn:aws:states:::aws-sdk:s3:getObject', 's3:GetObject', 'NoSuchKey', 'S3.NoSuchKeyException'],
    [
      'arn:aws:states:::aws-sdk:ssm:getParameter',
      'ssm:GetParameter',
      'ParameterNotFound',
      'Ssm.ParameterNotFoundException',
    ],
    ['arn:aws:states:::sns:publish', 'sns:Publish', 'NotFound', 'SNS.NotFoundException'],
    [
      'arn:aws:states:::states:startExecution',
      'states:StartExecution',
      'ExecutionAlreadyExists',
      'StepFunctions.ExecutionAlreadyExistsException',
    ],
    [
      'arn:aws:states:::aws-sdk:sfn:startExecution',
      'states:StartExecution',
      'ExecutionAlreadyExists',
      'Sfn.ExecutionAlreadyExistsException',
    ],
  ])('%s, %s with %s: %s', async (resource, api, refuses, error) => {
    const { execution } = await called(resource, {}, api, { refuses, message: 'no' });
    expect(execution).toMatchObject({ status: 'FAILED', error });
    expect(execution.cause).toMatch(/^no \(Service: \w+[,;] Status Code: 400/);
  });

  it('an event that EventBridge does not take', async () => {
    const gives = { FailedEntryCount: 1, Entries: [{ ErrorCode: 'x' }] };
    const { execution } = await called('arn:aws:states:::events:putEvents', {}, 'events:PutEvents', { gives });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'EventBridge.FailedEntry' });
  });
});

describe('an execution inside another', () => {
  const inner = (last: object) => ({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 30, Next: 'L' }, L: last } });
  const CHILD = PLACE.arn('states', 'stateMachine:Child');

  async function nested(pattern: string, last: object, more: object = {}) {
    const workshop = new Workshop();
    await workshop.simulation.run(async () => {
      await workshop.create(inner(last), 'Child');
      const resource = `arn:aws:states:::states:startExecution${pattern}`;
      await workshop.create(task(resource, { StateMachineArn: CHILD, Name: 'child', Input: { a: 1 } }, more));
      await workshop.start();
    });
    const [parent, child] = workshop.stepFunctions.executions();
    return { workshop, parent: parent!, child: child! };
  }

  it('is not waited for', async () => {
    const { parent, child } = await nested('', { Type: 'Succeed' });
    expect(outputOf(parent)).toEqual({ ExecutionArn: child.arn, StartDate: child.startTime });
    expect(parent.stopTime).toBe(parent.startTime);
    expect(child).toMatchObject({ status: 'SUCCEEDED', input: '{"a":1}' });
  });

  it.each([
    ['.sync', '{"b":2}'],
    ['.sync:2', { b: 2 }],
  ])('is waited for with %s', async (pattern, expected) => {
    const { parent } = await nested(pattern, { Type: 'Pass', Result: { b: 2 }, End: true });
    expect(outputOf(parent)).toMatchObject({ Name: 'child', Status: 'SUCCEEDED', Output: expected });
    expect(parent.stopTime! - parent.startTime).toBe(30_000);
  });

  it('fails the task that waits for it when it fails', async () => {
    const { parent } = await nested('.sync', { Type: 'Fail', Error: 'Boom' });
    expect(parent).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(parent.cause!)).toMatchObject({ Status: 'FAILED', Error: 'Boom' });
  });

  it('is stopped when the task that waits for it runs out of time', async () => {
    const { parent, child } = await nested('.sync', { Type: 'Succeed' }, { TimeoutSeconds: 5 });
    expect(parent).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(child).toMatchObject({ status: 'ABORTED', stopTime: parent.stopTime });
  });

  it('that is started with an answer which names none fails the task that would wait for it', async () => {
    const resource = 'arn:aws:states:::states:startExecution.sync';
    const { execution } = await called(resource, { StateMachineArn: CHILD }, 'states:StartExecution', { gives: {} });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  it('is found by the machine it is of', async () => {
    const { workshop, child } = await nested('', { Type: 'Succeed' });
    await expect(workshop.api('ListExecutions', { stateMachineArn: CHILD })).resolves.toMatchObject({
      executions: [{ executionArn: child.arn, status: 'SUCCEEDED' }],
    });
    await expect(workshop.api('ListExecutions', { stateMachineArn: MACHINE, statusFilter: 'FAILED' })).resolves.toEqual(
      { executions: [] },
    );
  });
});
