import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CloudWatchLogs } from '../../lib/adapters/cloudwatch-logs';
import { loopback, type Loopback } from './loopback';

interface Asked {
  readonly filterPattern?: string;
  readonly nextToken?: string;
  readonly limit?: number;
}

/** A page for each call, by whether it is asked for what matches or for any event. */
type Pages = readonly { readonly events: number; readonly next?: string }[];

let server: Loopback | undefined;
let client: CloudWatchLogsClient | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.close();
});

async function logs(matching: Pages, any: Pages = []): Promise<CloudWatchLogs> {
  let [ofFilter, ofAll] = [0, 0];
  server = await loopback(({ body }) => {
    const { filterPattern } = JSON.parse(body) as Asked;
    const page = filterPattern === undefined ? any[ofAll++] : matching[ofFilter++];
    const events = Array.from({ length: page?.events ?? 0 }, () => ({ message: 'ERROR' }));
    return {
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify({ events, nextToken: page?.next }),
    };
  });
  client = new CloudWatchLogsClient(server.client);
  return new CloudWatchLogs(client);
}

const asked = () => (server?.seen ?? []).map(({ body }) => JSON.parse(body) as Asked);
const SEARCH = { from: 1000, to: 2000, signal: new AbortController().signal };
const RUN = { group: '/aws/lambda/chat', filter: 'ERROR', most: 2 };

describe('a search of logs', () => {
  it('asks for the pattern in the time', async () => {
    await (await logs([{ events: 1 }])).search(RUN, SEARCH);
    expect(asked()).toEqual([
      { logGroupIdentifier: '/aws/lambda/chat', startTime: 1000, endTime: 2000, filterPattern: 'ERROR' },
    ]);
  });

  it('goes on past pages that are empty, as a page may be though there are more', async () => {
    const found = await (
      await logs([{ events: 0, next: 'a' }, { events: 0, next: 'b' }, { events: 2 }])
    ).search(RUN, SEARCH);
    expect(found).toEqual({ matching: 2, isCut: false, hasEvents: true });
    expect(asked().map(({ nextToken }) => nextToken)).toEqual([undefined, 'a', 'b']);
  });

  it('stops once there are too many', async () => {
    const found = await (
      await logs([{ events: 2, next: 'a' }, { events: 9, next: 'b' }, { events: 9 }])
    ).search(RUN, SEARCH);
    expect(found).toEqual({ matching: 11, isCut: true, hasEvents: true });
    expect(asked().length).toBe(2);
  });

  it.each([
    ['there are none', [{ events: 0, next: 'a' }, { events: 0 }], false],
    [
      'there are some that do not match',
      [
        { events: 0, next: 'a' },
        { events: 1, next: 'b' },
      ],
      true,
    ],
  ] as const)('asks for any event where none matches, and says that %s', async (_, any, hasEvents) => {
    const found = await (await logs([{ events: 0 }], any)).search(RUN, SEARCH);
    expect(found).toEqual({ matching: 0, isCut: false, hasEvents });
    expect(asked().at(-1)).toMatchObject({ limit: 1, nextToken: 'a' });
  });
});
