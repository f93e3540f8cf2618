import { DynamoDbDeliveries } from '../../lib/adapters/dynamodb-deliveries';
import { DynamoDbFacts } from '../../lib/adapters/dynamodb-facts';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { afterPost, claimDelivery, type Delivery } from '../../lib/domain/delivery/delivery';
import type { Posted } from '../../lib/domain/delivery/posted';
import { commit, facts } from '../domain/facts/example-facts';
import { newRelease } from '../domain/release/example-release';
import { operatedPlatform, type OperatedPlatform } from './operated-platform';

const commitFacts = facts({
  version: '2.4.0',
  pullRequest: { id: '12' },
  commits: { since: 'a'.repeat(40), count: 9, authors: 2, firstAt: 1, some: [commit(), commit({ author: 'Bob' })] },
});
const SUBJECT = '0a'.repeat(32);

let platform: OperatedPlatform;

beforeAll(async () => {
  platform = await operatedPlatform('2026-02-02T00:00:00Z');
  const { client, tableName } = platform.table;
  const ledger = new DynamoDbLedger(client, tableName);
  await ledger.open({ ...newRelease, subject: SUBJECT });
  await ledger.open({ ...newRelease, id: 'd-2', subject: 'ff'.repeat(32) });
  await new DynamoDbFacts(client, tableName).keep(SUBJECT, commitFacts);
  const deliveries = new DynamoDbDeliveries(client, tableName);
  await post(deliveries, 'slack', { kind: 'posted', reference: '17.4' });
  await post(deliveries, 'pager', { kind: 'posted', paged: true });
  await post(deliveries, 'teams', { kind: 'refused', said: 'Teams answered 404' });
});

afterAll(() => platform.close());

async function post(deliveries: DynamoDbDeliveries, channel: string, posted: Posted): Promise<void> {
  const id = { channel, releaseId: 'd-1', messageId: 'd-1-failed' };
  const { next } = claimDelivery(undefined, id, 1000) as { readonly next: Delivery };
  await deliveries.keep(next);
  await deliveries.keep(afterPost(next, posted, 1, 2000).next);
}

describe('a release that is shown', () => {
  it('has the facts of its commit, though it was annotated later, and what became of its messages', async () => {
    const { status, stdout, stderr } = await platform.run('show', 'd-1');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('  commit cccccccccccc · 2.4.0 · pull request 12 · annotated after it was opened\n');
    expect(stdout).toContain(`  9 commits by 2 authors since aaaaaaaaaaaa
    cccccccccccc feat(chat): answer in Japanese SHOP-12 (Ada)
    cccccccccccc feat(chat): answer in Japanese SHOP-12 (Bob)
    and 7 more
`);
    expect(stdout).toContain('  slack  failed  ✔ posted\n');
    expect(stdout).toContain('  pager  failed  ✔ posted, and called somebody\n');
    expect(stdout).toContain('  teams  failed  ✘ not posted: it lies in the dead-letter queue (Teams answered 404)\n');
  });

  it('has both as JSON', async () => {
    const story = JSON.parse((await platform.run('show', 'd-1', '--json')).stdout) as {
      readonly facts: unknown;
      readonly release: object;
      readonly deliveries: unknown;
    };
    expect(story.facts).toEqual(commitFacts);
    expect(story.release).not.toHaveProperty('facts');
    const posted = { message: 'd-1-failed', attempts: 1, at: '1970-01-01T00:00:02.000Z' };
    expect(story.deliveries).toEqual([
      { ...posted, channel: 'pager', state: 'posted', paged: true },
      { ...posted, channel: 'slack', state: 'posted' },
      { ...posted, channel: 'teams', state: 'refused', said: 'Teams answered 404' },
    ]);
  });

  it('says where nobody annotated it, and nothing of messages that there are none of', async () => {
    const { stdout } = await platform.run('show', 'd-2');
    expect(stdout).toContain('Its commit is not known: nobody annotated it.');
    expect(stdout).not.toContain('posted');
    expect(JSON.parse((await platform.run('show', 'd-2', '--json')).stdout)).not.toHaveProperty('facts');
  });
});
