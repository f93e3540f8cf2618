import fc from 'fast-check';
import { NoEcho } from '../../../lib/rehearsal/cloudformation/no-echo';
import { Account, serviceError, thing } from './account';

const TOKEN = 's3cret/hunter2';
const NO_ECHO = { Parameters: { Token: { Type: 'String', NoEcho: true, Default: TOKEN } } };

const said = (value: object) => JSON.stringify(value);

describe('a value that is not to be shown', () => {
  it('is in no text, as it is, in JSON or in a URL, wherever the text is cut', () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 3, maxLength: 40 })
      .filter((text) => !/[*…]|^[a-z]+$/.test(text));
    const write = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => JSON.stringify({ text }),
      (text) => JSON.stringify({ json: JSON.stringify({ text }) }),
      (text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')),
    );
    fc.assert(
      fc.property(value, write, (text, written) => {
        const hidden = new NoEcho([text]).text(`«${written(text)}»`);
        expect(hidden).toContain('****');
        expect(hidden).not.toContain(written(text));
      }),
    );
    fc.assert(
      fc.property(value, fc.integer({ min: 3, max: 39 }), (text, length) => {
        const cut = `«${text.slice(0, length)}…»`;
        expect(new NoEcho([text]).text(cut)).toBe('«****…»');
      }),
    );
  });

  it.each([
    ['a longer one first, of which another is a part', ['hunter', 'hunter2'], 'hunter2 or hunter', '**** or ****'],
    ['a short one only in quotes', ['is', '7'], 'This is "is", at \'7\' of 17', 'This is "****", at \'****\' of 17'],
    ['a truth value only in quotes', ['true'], 'true: "true"', 'true: "****"'],
    ['nothing for an empty one', [''], '""', '""'],
  ])('takes away %s', (_, values, text, expected) => {
    expect(new NoEcho(values).text(text)).toBe(expected);
  });
});

describe('the value of a parameter with `NoEcho`', () => {
  it('is in no event and no reason, nor in those of the rollback', async () => {
    const account = new Account();
    account.broken.set('create Table', serviceError(`Invalid value ${TOKEN}`));
    account.broken.set('remove Queue-1', serviceError(`Still at ${encodeURIComponent(TOKEN)}`));
    const operation = await account.deploy({ Queue: thing(), Table: thing({}, { DependsOn: 'Queue' }) }, NO_ECHO);
    expect(operation).toMatchObject({ status: 'ROLLBACK_FAILED' });
    expect(operation.reason).toContain('Invalid value ****');
    expect(said(operation)).toContain('Still at ****');
    expect(said(operation)).not.toMatch(/hunter2/);
  });

  it('is not said when it is the value before, or of a parameter that had `NoEcho` before', async () => {
    const account = new Account();
    await account.deploy({ Table: thing({ Value: { Ref: 'Token' } }) }, NO_ECHO);
    account.broken.set('update Table', serviceError(`Cannot leave ${TOKEN}`));
    const operation = await account.deploy(
      { Table: thing({ Value: 'other' }) },
      { Parameters: { Token: { Type: 'String', Default: 'other' } } },
    );
    expect(operation.reason).toContain('Cannot leave ****');
    expect(said(operation)).not.toMatch(/hunter2/);
    account.broken.clear();
    account.broken.set('remove Table-1', serviceError(`Keep ${TOKEN}`));
    const removed = await account.remove();
    expect(removed).toMatchObject({ status: 'DELETE_FAILED' });
    expect(said(removed)).toContain('Keep ****');
    expect(said(removed)).not.toMatch(/hunter2/);
  });

  it('is not said where it is an item of a list, or comes from the parameter store', async () => {
    const account = new Account();
    account.parameters.set('/token', TOKEN);
    account.broken.set('create Table', serviceError(`Neither ${TOKEN} nor one-hunter2`));
    const { reason } = await account.deploy(
      { Table: thing() },
      {
        Parameters: {
          Stored: { Type: 'AWS::SSM::Parameter::Value<String>', NoEcho: 'true', Default: '/token' },
          Listed: { Type: 'CommaDelimitedList', NoEcho: true, Default: 'one-hunter2, two-hunter2' },
          Shown: { Type: 'String', Default: 'Neither' },
        },
      },
    );
    expect(reason).toContain('"Neither **** nor ****"');
  });

  it('is in no error, nor in its stack', async () => {
    const account = new Account();
    account.broken.set('create Table', new Error(`broken by ${TOKEN}`));
    const error = await account.deploy({ Table: thing() }, NO_ECHO).catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ message: 'broken by ****', stack: expect.not.stringContaining('hunter2') as string });
    const template = { Resources: { [TOKEN]: thing({ Value: { 'Fn::No': TOKEN } }) }, ...NO_ECHO };
    expect(() => {
      account.cloudFormation.validate({ name: 'Chat', template, where: 'chat.json' });
    }).toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }) as Error);
  });

  it('is asterisks where somebody looks at the stack', async () => {
    const account = new Account();
    await account.deploy({ Table: thing() }, NO_ECHO);
    const input = { Version: '2010-05-15', StackName: 'Chat' };
    const caller = { roleArn: 'arn:aws:iam::111122223333:role/Operator' };
    expect(await account.cloudFormation.api('DescribeStacks', input, caller)).toMatchObject({
      Stacks: [{ Parameters: [{ ParameterKey: 'Token', ParameterValue: '****' }] }],
    });
  });
});
