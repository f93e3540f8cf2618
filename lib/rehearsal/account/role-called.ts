import { isCalled } from '../faults/is-called';
import { ScenarioError } from '../scenario/scenario-error';
import { UnknownName } from '../unknown-name';
import type { Services } from './services';

/**
 * The ARN of the one role that goes by a name: by its ARN, its physical name, its logical id or its construct path.
 *
 * @param place in the scenario
 * @throws UnknownName where there is none
 * @throws ScenarioError where there are several
 */
export function roleCalled(
  { cloudFormation, iam }: Pick<Services, 'cloudFormation' | 'iam'>,
  name: string,
  place: string,
) {
  const namesOf = (role: string) => cloudFormation.stacks.namesOf('AWS::IAM::Role', role);
  const roles = iam.roles();
  const found = roles.filter((role) => role.arn === name || namesOf(role.name).some((one) => isCalled(one, name)));
  const [one, other] = found;
  if (one && !other) return one.arn;
  if (!one)
    throw new UnknownName(
      place,
      'a role',
      name,
      roles.map((role) => role.name),
    );
  const arns = found.map(({ arn }) => arn).join(', ');
  throw new ScenarioError([
    `The scenario's \`${place}\` names several roles by ${name}. Give the ARN of one: ${arns}.`,
  ]);
}
