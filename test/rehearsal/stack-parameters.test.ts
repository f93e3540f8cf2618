import type { Assembly } from '../../lib/rehearsal/assembly/read-assembly';
import type { StackParameters } from '../../lib/rehearsal/cloudformation/given-parameters';
import type { RehearsalStep } from '../../lib/rehearsal/rehearsal-plan';
import { checkStackParameters, mergedParameters, validateDeployments } from '../../lib/rehearsal/stack-parameters';

/** An assembly of stacks whose templates have these for `Parameters`. */
function assembly(declared: Readonly<Record<string, unknown>>): Assembly {
  const stacks = Object.entries(declared).map(([name, Parameters]) => ({
    name,
    templateFile: `${name}.template.json`,
    dependsOn: [],
    constructPaths: {},
    template: { Parameters, Resources: {} },
  }));
  return { directory: '/app', files: [], stacks };
}

const TEXT = { Type: 'String' };
const deploy = (directory: string, stackParameters?: StackParameters): RehearsalStep => ({
  kind: 'deploy',
  name: directory,
  directory,
  ...(stackParameters ? { stackParameters } : {}),
});

describe('what a stack is given', () => {
  it.each<readonly [string, unknown, StackParameters, StackParameters, StackParameters[string]]>([
    [
      'the second value where there are two',
      { P: TEXT, Q: TEXT },
      { S: { P: '1', Q: '1' } },
      { S: { P: '2' } },
      { P: '2', Q: '1' },
    ],
    ['nothing that its template does not declare', { P: TEXT }, { S: { P: '1', Old: '1' } }, {}, { P: '1' }],
    ['nothing of another stack', { P: TEXT }, { Other: { P: '1' } }, {}, {}],
    ['nothing by a name that every object has', { P: TEXT }, { S: { toString: '1' } }, {}, {}],
    ['nothing where it declares none', undefined, { S: { P: '1' } }, {}, {}],
    ['nothing where its parameters are none', 'P', { S: { P: '1' } }, {}, {}],
  ])('is %s', (_, declared, first, second, given) => {
    expect(mergedParameters(assembly({ S: declared }), first, second)).toEqual({ S: given });
  });
});

describe('values of a scenario', () => {
  const assemblies = new Map([
    ['old', assembly({ S: { P: TEXT } })],
    ['new', assembly({ S: { P: TEXT, Q: TEXT }, T: {} })],
  ]);
  const check =
    (stackParameters: StackParameters, ...steps: readonly RehearsalStep[]) =>
    () => {
      checkStackParameters({ stackParameters, steps }, assemblies);
    };

  it('may be for what any of the assemblies has', () => {
    expect(check({ S: { Q: '1' }, T: {} })).not.toThrow();
  });

  it('are refused for what none has', () => {
    expect(check({ U: {} })).toThrow('names a stack that is not there: U. There are: S, T.');
    expect(check({ S: { R: '1' } })).toThrow('names a parameter of the stack S that is not there: R. There are: P, Q.');
    expect(check({ T: { R: '1' } })).toThrow('There is none at all.');
  });

  it('are refused of a step for what its own assembly does not have', () => {
    expect(check({}, deploy('new', { S: { Q: '1' } }))).not.toThrow();
    expect(check({}, deploy('new'), deploy('old', { S: { Q: '1' } }))).toThrow(
      "The scenario's `stackParameters of old` names a parameter of the stack S that is not there: Q. There are: P.",
    );
  });

  it('are validated with those that earlier deployments gave, and each deployment that is the same once', () => {
    const validated: unknown[] = [];
    const steps: readonly RehearsalStep[] = [
      deploy('new', { S: { Q: '1' } }),
      { kind: 'wait', ms: 1 },
      deploy('new'),
      deploy('old'),
      // The stack has lost Q meanwhile.
      deploy('new'),
      deploy('new', { S: { P: '2' } }),
    ];
    validateDeployments({ stackParameters: { S: { P: '1' } }, steps }, assemblies, (_, parameters) => {
      validated.push(parameters.S);
    });
    expect(validated).toEqual([{ P: '1', Q: '1' }, { P: '1' }, { P: '1' }, { P: '2' }]);
  });
});
