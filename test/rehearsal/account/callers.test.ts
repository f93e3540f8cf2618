import { callersOf } from '../../../lib/rehearsal/account/callers';
import type { Caller } from '../../../lib/rehearsal/observation';
import cases from '../../cases/rehearsal/callers.json';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:chat';

interface Case {
  readonly name: string;
  readonly routes?: readonly (readonly [string, string])[];
  /** Type, physical id and properties; `$ARN` is the function's. */
  readonly resources?: readonly (readonly [string, string, Readonly<Record<string, never>>])[];
  readonly definition?: string;
  readonly through?: readonly string[];
  readonly past?: readonly string[];
}

const shown = (callers: readonly Caller[]) => callers.map(({ service, name }) => `${service} ${name}`);

describe('what calls an alias or its function itself', () => {
  it.each(JSON.parse(JSON.stringify(cases).replaceAll('$ARN', ARN)) as readonly Case[])(
    'is $name',
    ({ routes = [], resources = [], definition, through = [], past = [] }) => {
      const { throughAlias, pastAlias } = callersOf(
        { functionName: 'chat', aliasName: 'live' },
        {
          place: { accountId: '123456789012', region: 'us-east-1' },
          routes: routes.map(([routeKey, functionArn]) => ({ apiId: 'api', routeKey, functionArn })),
          resources: resources.map(([type, id, properties]) => ({
            type,
            physical: { id, attributes: {} },
            properties,
          })),
          definitionOf: () => definition,
        },
      );
      expect({ through: shown(throughAlias), past: shown(pastAlias) }).toEqual({ through, past });
    },
  );
});
