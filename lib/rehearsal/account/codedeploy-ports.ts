import type { CodeDeployOptions, CodeDeployPorts } from '../codedeploy/codedeploy-ports';
import { NotEmulated } from '../kernel/not-emulated';
import { parseTarget } from '../lambda/target';
import { asPrincipal } from './authorization';
import type { Services } from './services';

/** What CodeDeploy uses of the account: all of it as the role of the deployment's group. */
export function codeDeployPorts(services: Services, options: CodeDeployOptions): CodeDeployPorts {
  const { authorization, cloudWatch, events, lambda, place, randomness, recorder, simulation } = services;
  const authorize = (roleArn: string, action: string, resource: string) => {
    authorization.authorize({ roleArn }, { action, resource });
  };
  const functionArn = (name: string) => place.arn('lambda', `function:${parseTarget(name).functionName}`);
  return {
    simulation,
    place,
    randomness,
    options,
    aliasVersion: (functionName, aliasName, roleArn) => {
      authorize(roleArn, 'lambda:GetAlias', functionArn(functionName));
      return lambda.registry.alias(functionName, aliasName)?.version;
    },
    aliasSecondVersion: (functionName, aliasName) =>
      lambda.registry.alias(functionName, aliasName)?.additional?.version,
    setAlias: ({ functionName, aliasName, version, additional }, roleArn) => {
      authorize(roleArn, 'lambda:UpdateAlias', functionArn(functionName));
      lambda.registry.putAlias(functionName, { name: aliasName, version, ...(additional ? { additional } : {}) });
    },
    invokeHook: (functionName, event, roleArn, failed) => {
      // What CodeDeploy makes of a hook that is not there is written nowhere.
      if (!lambda.registry.hasFunction(parseTarget(functionName).functionName)) {
        const fix =
          'Deploy the function before the alias: for a release, its platform’s stack belongs to the assembly.';
        throw new NotEmulated(`A hook that is no function of the account (${functionName})`, 'CodeDeploy', fix);
      }
      authorize(roleArn, 'lambda:InvokeFunction', functionArn(functionName));
      lambda.invokeAsynchronously({ functionName, payload: JSON.stringify(event) }, { failed });
    },
    pollAlarms: (names, roleArn) => {
      const resource = place.arn('cloudwatch', 'alarm:*');
      if (!authorization.allows(asPrincipal(roleArn), { action: 'cloudwatch:DescribeAlarms', resource })) {
        return { red: [], unreadable: names };
      }
      const states = cloudWatch.states(names);
      return {
        red: names.filter((name) => states.get(name) === 'ALARM'),
        unreadable: names.filter((name) => !states.has(name)),
        insufficient: names.filter((name) => states.get(name) === 'INSUFFICIENT_DATA'),
      };
    },
    emit: (event) => {
      events.put(event);
    },
    observe: (deployment, what) => {
      recorder.note('CodeDeploy', `${deployment.id}: ${what}`, deployment.id);
    },
  };
}
