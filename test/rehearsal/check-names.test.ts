import type { Assembly } from '../../lib/rehearsal/assembly/read-assembly';
import { checkFaults, checkModels } from '../../lib/rehearsal/check-names';
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
