import { combinationsOf, MOST_COMBINATIONS, SERVICE_PATTERN, type Routing } from '../../../domain/delivery/routing';
import { MESSAGE_KINDS, SEVERITIES, type MessageKind, type Severity } from '../../../domain/message/message';
import { PROP_KINDS, problemOf, shown, wholeProps } from '../../sound-props';

/** Which messages a channel gets: those to which all that is said here applies. */
export interface ChannelRouting {
  /**
   * Names of functions; a `*` at the beginning or at the end of one stands for anything, as in `checkout-*`.
   *
   * @default - all services
   */
  readonly services?: string[];
  /**
   * `info`, `warning`, `error` or `critical`.
   *
   * @default - all severities
   */
  readonly severities?: Severity[];
  /**
   * `started`, `warned`, `blocked`, `rolled-back`, `released`, `failed`, `check-failed` or `stuck`.
   *
   * @default - all but `started`; of a pager, what needs a person and what says that it needs none any more
   */
  readonly events?: MessageKind[];
}

/** The routing of a channel, and all that is wrong with what was said of it. @internal */
export function boundRouting(
  given: ChannelRouting = {},
  byDefault: readonly MessageKind[],
): { readonly routing: Routing; readonly problems: readonly string[] } {
  const whole = wholeProps(given, ['services', 'severities', 'events']);
  const { services, severities, events = [...byDefault] } = whole.given;
  const problems = [
    ...whole.problems.map((problem) => `\`routing\`: ${problem}`),
    ...listProblems('services', services, (one) =>
      SERVICE_PATTERN.test(one) ? undefined : 'the name of a function, with a * at its beginning or its end at most',
    ),
    ...listProblems('severities', severities, oneOf(SEVERITIES)),
    ...listProblems('events', events, oneOf(MESSAGE_KINDS)),
  ];
  const routing = { ...(services ? { services } : {}), ...(severities ? { severities } : {}), events };
  if (problems.length > 0) return { routing: {}, problems };
  const combinations = combinationsOf(routing);
  if (combinations <= MOST_COMBINATIONS) return { routing, problems };
  const most = `\`routing\` makes ${combinations} combinations of services, severities and events, and a filter of SNS takes ${MOST_COMBINATIONS} at most: name services by what their names begin with, or make two channels`;
  return { routing, problems: [most] };
}

function oneOf(known: readonly string[]) {
  return (one: string) => (known.includes(one) ? undefined : `one of ${known.join(', ')}`);
}

/** @param expected what one should be, where it is not */
function listProblems(name: string, list: unknown, expected: (one: string) => string | undefined): readonly string[] {
  if (list === undefined) return [];
  const problem = problemOf(PROP_KINDS.texts, list);
  if (problem !== undefined) return [`\`routing.${name}\` ${problem}`];
  const ones = list as readonly string[];
  if (ones.length === 0)
    return [`\`routing.${name}\` is empty, so that the channel would get nothing: leave it out for all`];
  return ones.flatMap((one) => {
    const should = expected(one);
    return should === undefined ? [] : [`\`routing.${name}\` must each be ${should}, got: ${shown(one)}`];
  });
}
