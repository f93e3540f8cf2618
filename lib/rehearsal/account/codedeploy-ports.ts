import type { CodeDeployOptions, CodeDeployPorts } from '../codedeploy/codedeploy-ports';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import { parseTarget } from '../lambda/target';
import { asPrincipal } from './authorization';
import { carryServiceCall, type SERVICE_CALLS } from './service-calls';
import type { Services } from './services';

/** What CodeDeploy uses of the account: all of it as the role of the deployment's group. */
export function codeDeployPorts(services: Services, options: CodeDeployOptions): CodeDeployPorts {
  const { authorization, cloudWatch, events, lambda, place, randomness, recorder, simulation } = services;
  const authorize = (roleArn: string, action: string, resource: string) => {
    authorization.authorize({ roleArn }, { action, resource });
  };
  const call = <T>(action: (typeof SERVICE_CALLS)[number], perform: () => T) =>
    carryServiceCall(services, action, perform);
  const functionArn = (name: string) => place.arn('lambda', `function:${parseTarget(name).functionName}`);
  return {
    simulation,
    place,
    randomness,
    options,
    aliasVersion: (functionName, aliasName, roleArn) =>
      call('lambda:GetAlias', () => {
        authorize(roleArn, 'lambda:GetAlias', functionArn(functionName));
        return lambda.registry.alias(functionName, aliasName)?.version;
      }),
    aliasSecondVersion: (functionName, aliasName) =>
      lambda.registry.alias(functionName, aliasName)?.additional?.version,
    setAlias: ({ functionName, aliasName, version, additional }, roleArn, signal) =>
      call('lambda:UpdateAlias', () => {
        if (signal?.aborted === true) return;
        authorize(roleArn, 'lambda:UpdateAlias', functionArn(functionName));
        lambda.registry.putAlias(functionName, { name: aliasName, version, ...(additional ? { additional } : {}) });
      }),
    invokeHook: async (functionName, event, roleArn, failed) => {
      // What CodeDeploy makes of a hook that is not there is written nowhere.
      if (!lambda.registry.hasFunction(parseTarget(functionName).functionName)) {
        const fix =
          'Deploy the function before the alias: for a release, its platform’s stack belongs to the assembly.';
        throw new NotEmulated(`A hook that is no function of the account (${functionName})`, 'CodeDeploy', fix);
      }
      await call('lambda:InvokeFunction', () => {
        authorize(roleArn, 'lambda:InvokeFunction', functionArn(functionName));
        lambda.invokeAsynchronously({ functionName, payload: JSON.stringify(event) }, { failed });
      });
    },
    pollAlarms: (names, roleArn) =>
      call('cloudwatch:DescribeAlarms', () => {
        const resource = place.arn('cloudwatch', 'alarm:*');
        const isAllowed = authorization.allows(asPrincipal(roleArn), { action: 'cloudwatch:DescribeAlarms', resource });
        if (!isAllowed) return { red: [], unreadable: names };
        const states = cloudWatch.states(names);
        return {
          red: names.filter((name) => states.get(name) === 'ALARM'),
          unreadable: names.filter((name) => !states.has(name)),
          insufficient: names.filter((name) => states.get(name) === 'INSUFFICIENT_DATA'),
        };
      }).catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        return { red: [], unreadable: names };
      }),
    emit: (event) => {
      events.put(event);
    },
    observe: (deployment, what) => {
      recorder.note('CodeDeploy', `${deployment.id}: ${what}`, deployment.id);
    },
  };
}
