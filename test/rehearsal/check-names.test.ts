import type { Assembly } from '../../lib/rehearsal/assembly/read-assembly';
import { checkFaults, checkModels, checkSession } from '../../lib/rehearsal/check-names';
import type { Fault } from '../../lib/rehearsal/faults/fault';
import cases from '../cases/rehearsal/named-faults.json';

interface Case {
  readonly name: string;
  readonly fault: Fault;
  /** What the refusal says; without it there is none. */
  readonly refused?: string;
}

const fn = (properties: object = {}) => ({ Type: 'AWS::Lambda::Function', Properties: properties });

const ASSEMBLY: Assembly = {
  directory: '/app',
  files: [],
  stacks: [
    {
      name: 'Shop',
      templateFile: 'Shop.template.json',
      dependsOn: [],
      constructPaths: { Fn8A2: 'Shop/Fn/Resource', Closer11: 'Platform/Closer/Resource' },
      template: {
        Resources: {
          Fn8A2: fn({ Runtime: 'nodejs24.x' }),
          Closer11: fn({ Runtime: 'nodejs24.x' }),
          Orders: fn({ FunctionName: 'orders', Runtime: 'python3.13' }),
          ApproverB2: { Type: 'AWS::IAM::Role' },
          Auditor: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'auditor', Path: '/people/' } },
          Machine: {
            Type: 'AWS::StepFunctions::StateMachine',
            Properties: { StateMachineName: { 'Fn::Sub': '${AWS::StackName}-machine' } },
          },
        },
      },
    },
  ],
};

const CALLS = ['cloudwatch:DescribeAlarms', 'cloudwatch:PutMetricData', 'dynamodb:PutItem'];

describe('a fault', () => {
  it.each((cases as readonly Case[]).filter(({ refused }) => refused === undefined))('may be on $name', ({ fault }) => {
    expect(() => {
      checkFaults([fault], [ASSEMBLY], CALLS);
    }).not.toThrow();
  });

  it.each((cases as readonly Case[]).filter(({ refused }) => refused !== undefined))(
    'is refused on $name',
    ({ fault, refused }) => {
      expect(() => {
        checkFaults([fault], [ASSEMBLY], CALLS);
      }).toThrow(refused);
    },
  );
});

describe('the role of a command', () => {
  const check = (role: string) => () => {
    checkSession({ role, session: 'jane' }, [ASSEMBLY], 'as of approve');
  };

  it.each(['ApproverB2', 'Shop-ApproverB2-0A1B2C3D4E5F', 'auditor', 'arn:aws:iam::111122223333:role/people/auditor'])(
    'may be %s',
    (role) => {
      expect(check(role)).not.toThrow();
    },
  );

  it.each(['people', 'Fn8A2', 'arn:aws:iam::111122223333:role/other', ''])('is refused where it is %j', (role) => {
    expect(check(role)).toThrow(/`as of approve` names a role that is not there: .*There are: ApproverB2, Auditor\./);
  });
});

describe('a model', () => {
  const check = (name: string) => () => {
    checkModels({ [name]: { model: {} } }, [ASSEMBLY]);
  };

  it.each(['Orders', 'orders'])('may be of a function that cannot be run: %s', (name) => {
    expect(check(name)).not.toThrow();
  });

  it.each(['Ordres', 'Fn8A2'])('is refused where it stands in for none, or for one that runs by itself: %s', (name) => {
    expect(check(name)).toThrow(
      `The scenario's \`functions\` names a function that needs a model (one of Node.js runs by itself) that is not there: ${name}. There are: orders.`,
    );
  });
});
