import { Account } from '../../../lib/rehearsal/account/account';
import { runCommand } from '../../../lib/rehearsal/run-command';
import { EMPTY_ACCOUNT } from './account-settings';
import { functionStack, invoke, roleResource } from './function-stack';
import { deployStack } from './quiet-account';

const FN = 'arn:aws:lambda:eu-west-1:123456789012:function:fn';

/** Takes as long as it is asked to, then asks who it is itself. */
const CODE = `
const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
exports.handler = async ({ waitMs = 0 }, { invokedFunctionArn, functionVersion }) => {
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  const { Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  return { invokedFunctionArn, functionVersion, Arn };
};`;

/** The head of every command: `call` asks an API of AWS, and gives status, date and what was answered. */
const CALL = `
const call = async (service, path, body, headers = {}) => {
  const scope = [process.env.AWS_ACCESS_KEY_ID, '20260105', process.env.AWS_REGION, service, 'aws4_request'].join('/');
  const answer = await fetch(process.env.AWS_ENDPOINT_URL + path, {
    method: 'POST', body, headers: { authorization: 'AWS4-HMAC-SHA256 Credential=' + scope, ...headers } });
  return { status: answer.status, date: answer.headers.get('date'), body: JSON.parse(await answer.text()) };
};
const invoke = (name, event = {}, headers = {}) =>
  call('lambda', '/2015-03-31/functions/' + name.replace(':', '/invocations?Qualifier='), JSON.stringify(event), headers);
const who = () => call('sts', '/', 'Action=GetCallerIdentity&Version=2011-06-15', { accept: 'application/json' });
const look = () => call('ssm', '/', '{"Names":["/a"]}', { 'x-amz-target': 'AmazonSSM.GetParameters' });
const wait = async (ms) => {
  const answer = await fetch(process.env.REHEARSAL_WAIT, { method: 'POST', body: JSON.stringify({ ms }) });
  return { status: answer.status, ...(await answer.json()) };
};
const say = (value) => console.log(JSON.stringify(value));
`;

const may = (Resource: string) => ({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource });
const human = (name: string, statements: readonly object[] = []) =>
  roleResource(name, { AWS: '123456789012' }, statements);

const RESOURCES = {
  Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' } } },
  Live: {
    Type: 'AWS::Lambda::Alias',
    Properties: {
      FunctionName: { Ref: 'Fn' },
      FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
      Name: 'live',
    },
  },
  Newest: {
    Type: 'AWS::Lambda::Alias',
    Properties: { FunctionName: { Ref: 'Fn' }, FunctionVersion: '$LATEST', Name: 'newest' },
  },
  Approver: human('approver', [may(`${FN}:newest`)]),
  Stranger: human('stranger'),
  Guest: human('guest'),
  Invited: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'Newest' },
      Principal: { 'Fn::GetAtt': ['Guest', 'Arn'] },
    },
  },
};

let account: Account;

beforeAll(async () => {
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
  const deployed = await deployStack(account, 'Who', functionStack(account, CODE, { resources: RESOURCES }));
  if (deployed.failed.length > 0) throw new Error(deployed.failed.join('\n'));
  // No test is about a cold start.
  await invoke(account, {}, 'newest');
});

afterAll(() => account.close());

const node = (script: string) => ({ file: process.execPath, args: ['-e', CALL + script], directory: process.cwd() });

/** What a command says, and how much virtual time went by. */
async function run(script: string, role?: string, session = 'jane@example.com') {
  const from = account.simulation.now;
  const as = role === undefined ? undefined : { role, session, place: 'as of it' };
  const { output, errors } = await account.simulation.run(() => runCommand(account, node(script), as));
  if (output === '') throw new Error(errors);
  return { said: JSON.parse(output) as unknown, ms: account.simulation.now - from };
}

describe('a command that invokes a function', () => {
  it('has its answer, whether by an alias of a version, an alias of what is newest, or a version', async () => {
    const names = ['fn:live', 'fn:newest', 'fn:1'];
    const script = `(async () => {
      const said = [];
      for (const name of ${JSON.stringify(names)}) said.push((await invoke(name)).body);
      say(said);
    })()`;
    const answer = (name: string, functionVersion: string) => ({
      invokedFunctionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
      functionVersion,
      Arn: 'arn:aws:sts::123456789012:assumed-role/fn-role/fn',
    });
    const { said } = await run(script);
    expect(said).toEqual([answer('fn:live', '1'), answer('fn:newest', '$LATEST'), answer('fn:1', '1')]);
  });

  it('lets time go on until that has ended, and no further', async () => {
    let ticks = 0;
    const stop = account.simulation.every(1000, () => (ticks += 1));
    const script = `(async () => {
      const first = await invoke('fn:newest', { waitMs: 5000 });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const second = await invoke('fn:newest', { waitMs: 3000 });
      say([first.date, second.date]);
    })()`;
    const { said, ms } = await run(script);
    stop();
    // A timer and a call of 10 ms each.
    expect(ms).toBe(5000 + 10 + 3000 + 10);
    expect(ticks).toBe(8);
    const at = (value: number) => new Date(account.simulation.now - value).toUTCString();
    expect(said).toEqual([at(3010), at(0)]);
  });

  it('is told what else it asks for once the invocation is over', async () => {
    const script = `
      const order = [];
      const note = (name) => (answer) => order.push(name + ' ' + answer.date);
      const first = invoke('fn:newest', { waitMs: 2000 }).then(note('invoked'));
      setTimeout(() => look().then(note('looked')).then(() => first).then(() => say(order)), 100);`;
    const { said } = await run(script);
    const date = new Date(account.simulation.now).toUTCString();
    expect(said).toEqual([`invoked ${date}`, `looked ${date}`]);
  });

  it('leaves an invocation as an event to what follows it', async () => {
    const script = `invoke('fn:newest', { waitMs: 2000 }, { 'x-amz-invocation-type': 'Event' })
      .catch(() => say('accepted'))`;
    const { said, ms } = await run(script);
    expect(said).toBe('accepted');
    expect(ms).toBe(2000 + 10);
  });

  it('does not keep time still where it ended without waiting', async () => {
    await run(`invoke('fn:newest', { waitMs: 9000 }); setTimeout(() => { say('gone'); process.exit(); }, 200)`);
    const from = account.simulation.now;
    await account.simulation.run(() => account.simulation.sleep(20_000));
    expect(account.simulation.now - from).toBe(20_000);
    await expect(run(`look().then(say)`)).resolves.toMatchObject({ said: { status: 200 }, ms: 0 });
  });
});

describe('a command that waits', () => {
  it('lets just so much time go on, with all that is due in it, and is told what time it is then', async () => {
    let ticks = 0;
    const stop = account.simulation.every(1000, () => (ticks += 1));
    const { said, ms } = await run(`(async () => say([await wait(2500), await wait(500), (await look()).date]))()`);
    stop();
    expect(ms).toBe(3000);
    expect(ticks).toBe(3);
    const at = (before: number) => new Date(account.simulation.now - before);
    expect(said).toEqual([
      { status: 200, now: at(500).toISOString() },
      { status: 200, now: at(0).toISOString() },
      at(0).toUTCString(),
    ]);
  });

  it.each(['-1', '1.5', '86400001', '"5"', 'null'])('is told where that makes no sense: %s ms', async (ms) => {
    const message = expect.stringMatching(/^A wait is \{"ms": 0 to 86400000\}: /) as string;
    await expect(run(`wait(${ms}).then(say)`)).resolves.toEqual({ said: { status: 400, message }, ms: 0 });
  });
});

describe('a command that only looks', () => {
  it('takes no time, and is told the account’s', async () => {
    const date = new Date(account.simulation.now).toUTCString();
    await expect(run(`look().then(say)`)).resolves.toMatchObject({ said: { status: 200, date }, ms: 0 });
  });
});

describe('a command that is run as a session of a role', () => {
  it('is known as that', async () => {
    await expect(run('who().then(say)', 'approver')).resolves.toMatchObject({
      said: {
        body: {
          GetCallerIdentityResponse: {
            GetCallerIdentityResult: { Arn: 'arn:aws:sts::123456789012:assumed-role/approver/jane@example.com' },
          },
        },
      },
    });
  });

  it('is an administrator otherwise', async () => {
    const { said } = await run('who().then(say)');
    expect(JSON.stringify(said)).toContain('arn:aws:sts::123456789012:assumed-role/Operator/operator');
  });

  it.each([
    ['its own policy allows', 'approver', 200],
    ['the policy of the function allows', 'guest', 200],
    ['nothing allows', 'stranger', 403],
  ])('may invoke what %s, and no other alias: %s', async (_, role, status) => {
    const script = `(async () => say([(await invoke('fn:newest')).status, (await invoke('fn:live')).status]))()`;
    const { said } = await run(script, role);
    expect(said).toEqual([status, 403]);
  });

  it('is refused by the name of its session, which the report has', async () => {
    account.recorder.take();
    const { said, ms } = await run(`invoke('fn:newest').then(say)`, 'stranger');
    const message = `User: arn:aws:sts::123456789012:assumed-role/stranger/jane@example.com is not authorized to perform: lambda:InvokeFunction on resource: ${FN}:newest because no identity-based policy allows the lambda:InvokeFunction action`;
    expect(said).toMatchObject({ status: 403, body: { Message: message } });
    expect(ms).toBe(0);
    expect(account.recorder.take().deniedCalls).toMatchObject([{ action: 'lambda:InvokeFunction', message }]);
  });

  it('may not even look where nothing allows it', async () => {
    await expect(run('look().then(say)', 'stranger')).resolves.toMatchObject({ said: { status: 400 } });
  });
});
