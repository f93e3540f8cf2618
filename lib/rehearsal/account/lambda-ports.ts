import type { InvocationFault } from '../lambda/invocation-fault';
import type { LambdaPorts } from '../lambda/lambda';
import { DEFAULT_DELAY_MS, GARBAGE } from '../faults/carry-call';
import { isVersion } from '../lambda/target';
import { threadFile } from '../lambda/thread-file';
import { asPrincipal } from './authorization';
import { deadLetterPermission, sendDeadLetter } from './dead-letters';
import { invokeAs } from './function-calls';
import type { Services } from './services';

/** What Lambda uses of the account. */
export function lambdaPorts(services: Services, answer: ReturnType<LambdaPorts['answer']>): LambdaPorts {
  const { authorization, credentials, endpoint, faults, place, recorder, simulation } = services;
  const streamOf = (logGroup: string) => place.arn('logs', `log-group:${logGroup}:log-stream:rehearsal`);
  /** What of lines was said already. A handler says the same at every call. */
  const ignored = new Set<string>();
  const names = (functionName: string) => () =>
    services.cloudFormation.stacks.namesOf('AWS::Lambda::Function', functionName);
  return {
    simulation,
    place,
    randomness: services.randomness,
    threadFile: threadFile(),
    metricRecorder: (metrics, publication) => services.cloudWatch.metrics.recorder(metrics, publication),
    endpointPort: () => endpoint.port,
    credentials: (roleArn, functionName) => credentials.variables(roleArn, functionName),
    answer: () => answer,
    behaviour: ({ functionName, qualifier }, version) =>
      services.workload.behaviour(
        functionName,
        services.lambda.registry.publishedAs(functionName, version),
        isCustomers(services, functionName, qualifier),
      ),
    fault: (functionName): InvocationFault | undefined => {
      const fault = faults.strike('function', names(functionName), INVOCATION_FAULTS);
      switch (fault?.kind) {
        case 'crash':
        case 'hang':
        case 'throttle':
          return { kind: fault.kind };
        case 'slow':
        case 'late':
          return { kind: fault.kind, delayMs: fault.delay ?? DEFAULT_DELAY_MS };
        case 'garbage':
          return { kind: 'garbage', answer: GARBAGE };
        case 'denied':
        case 'duplicate':
        case undefined:
          return undefined;
      }
    },
    acceptanceFault: (functionName) => {
      const kind = faults.strike('function', names(functionName), ACCEPTANCE_FAULTS)?.kind;
      return kind === 'denied' || kind === 'duplicate' ? kind : undefined;
    },
    mayStartLog: (roleArn, logGroup) => {
      const role = asPrincipal(roleArn);
      const group = { action: 'logs:CreateLogGroup', resource: place.arn('logs', `log-group:${logGroup}`) };
      const stream = { action: 'logs:CreateLogStream', resource: streamOf(logGroup) };
      return (services.logs.has(logGroup) || authorization.allows(role, group)) && authorization.allows(role, stream);
    },
    mayLog: (roleArn, logGroup) =>
      authorization.allows(asPrincipal(roleArn), { action: 'logs:PutLogEvents', resource: streamOf(logGroup) }),
    aliasSet: (functionName, { name: aliasName, ...weights }) => {
      recorder.weight({ functionName, aliasName, ...weights });
    },
    sendTo: (destinationArn, record, roleArn) => {
      invokeAs(services, asPrincipal(roleArn), destinationArn, record);
    },
    mayDeadLetter: (roleArn, targetArn) => authorization.allows(asPrincipal(roleArn), deadLetterPermission(targetArn)),
    sendDeadLetter: (targetArn, letter, roleArn) => {
      sendDeadLetter(services, targetArn, letter, roleArn);
    },
    log: (line, functionName) => {
      recorder.log(line);
      const found = services.cloudWatch.recordEmbeddedMetrics(line, simulation.now);
      if (found.kind !== 'malformed') return;
      const what = `ignored the embedded metrics of a line that ${functionName} logged: ${found.reason}`;
      if (!ignored.has(what)) recorder.note('CloudWatch', what);
      ignored.add(what);
    },
  };
}

/** Customers call an alias, or the function itself where all that leads to it goes past its alias. */
function isCustomers({ workload }: Services, functionName: string, qualifier = '$LATEST'): boolean {
  return qualifier === '$LATEST' ? workload.comesPast(functionName) : !isVersion(qualifier);
}

const INVOCATION_FAULTS = ['crash', 'hang', 'slow', 'throttle', 'garbage', 'late'] as const;
const ACCEPTANCE_FAULTS = ['denied', 'duplicate'] as const;
