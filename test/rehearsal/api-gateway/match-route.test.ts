import fc from 'fast-check';
import { matchRoute } from '../../../lib/rehearsal/api-gateway/match-route';
import { parseRouteKey } from '../../../lib/rehearsal/api-gateway/route-key';
import cases from './routes.json';

interface RouteCase {
  readonly name: string;
  readonly source: string;
  readonly routes: readonly string[];
  readonly request: string;
  /** The key of the route that takes the request. */
  readonly expected: string | null;
  readonly pathParameters?: Readonly<Record<string, string>>;
}

const routesOf = (keys: readonly string[]) => keys.map((text) => ({ key: parseRouteKey(text) }));

function match(routes: readonly string[], request: string) {
  const [method = '', path = ''] = request.split(' ');
  return matchRoute(routesOf(routes), method, path);
}

describe('the route of a request', () => {
  it.each(cases as readonly RouteCase[])('is, with $name, $expected', ({ routes, request, ...expected }) => {
    const found = match(routes, request);
    expect(found?.route.key.text ?? null).toBe(expected.expected);
    expect(found?.pathParameters).toEqual(expected.expected === null ? undefined : (expected.pathParameters ?? {}));
  });

  it('does not depend on the order of the routes', () => {
    const keys = (cases as readonly RouteCase[])[0]!.routes;
    const path = fc.array(fc.constantFrom('pets', 'dog', '1', '2', 'test'), { maxLength: 4 });
    fc.assert(
      fc.property(fc.shuffledSubarray([...keys], { minLength: keys.length }), path, (shuffled, parts) => {
        const request = `GET /${parts.join('/')}`;
        expect(match(shuffled, request)?.route.key.text).toBe(match(keys, request)?.route.key.text);
      }),
    );
  });
});

describe('a route key', () => {
  it.each(['GET', 'get /pets', 'FETCH /pets', 'GET pets', 'GET /{proxy+}/more', 'GET /a{id}', '$other', ''])(
    'is not "%s"',
    (text) => {
      expect(() => parseRouteKey(text)).toThrow(`The provided route key is not valid: ${text}`);
    },
  );
});
