import { codeDeployPermissions } from '../../../lib/rehearsal/codedeploy/codedeploy-permissions';
import cases from '../../cases/codedeploy/permissions.json';
import { Play, PLACE, refusal } from './play';

describe('a call of CodeDeploy’s API', () => {
  it.each(
    cases as readonly {
      readonly operation: string;
      readonly input: Readonly<Record<string, unknown>>;
      readonly expected: readonly string[];
    }[],
  )('$operation of $input needs $expected', async ({ operation, input, expected }) => {
    const play = new Play();
    const { id } = await play.deployed();
    const sent = JSON.parse(JSON.stringify(input).replaceAll('"d-1"', `"${id}"`)) as Record<string, unknown>;

    const needed = codeDeployPermissions(play.codeDeploy, PLACE)(operation, sent);

    const short = needed.map(({ action, resource }) =>
      `${action} on ${resource}`.replaceAll(/codedeploy:|arn:aws:/g, ''),
    );
    expect(short.map((line) => line.replace('eu-west-1:111122223333:', ''))).toEqual(expected);
  });

  it('about a deployment that is not there is refused before anyone asks for a permission', () => {
    const permissions = codeDeployPermissions(new Play().codeDeploy, PLACE);
    expect(refusal(() => permissions('GetDeployment', { deploymentId: 'd-NOBODY' }))).toBe(
      'DeploymentDoesNotExistException',
    );
  });

  it('stops by name where it is not emulated', () => {
    const permissions = codeDeployPermissions(new Play().codeDeploy, PLACE);
    expect(() => permissions('DeleteApplication', {})).toThrow('codedeploy:DeleteApplication is not emulated.');
  });
});
