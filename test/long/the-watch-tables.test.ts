import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Stack, Stage } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Gate, TrafficPlan } from 'sluice';
import { gateOf, releaseOf, synthesizeChange, type Change } from '../end-to-end/watched-service';

let directory: string;
let change: Change;

const id = { name: 'id', type: dynamodb.AttributeType.STRING };
const FIVE_MINUTES = { traffic: TrafficPlan.canary({ percent: 25, interval: Duration.minutes(5) }) };

function orders(stack: Stack): dynamodb.ITable {
  const table = new dynamodb.Table(stack, 'Orders', {
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    partitionKey: id,
  });
  table.addGlobalSecondaryIndex({ indexName: 'byDay', partitionKey: { ...id, name: 'day' } });
  return table;
}

/** Whose table it is that the service knows only by its name. */
function anotherTeams(stack: Stack): dynamodb.ITable {
  const theirs = new Stack(Stage.of(stack), 'Theirs');
  new dynamodb.TableV2(theirs, 'Catalogue', {
    tableName: 'catalogue',
    partitionKey: id,
    globalSecondaryIndexes: [{ indexName: 'byGenre', partitionKey: { ...id, name: 'genre' } }],
  });
  return dynamodb.Table.fromTableName(stack, 'Catalogue', 'catalogue');
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-the-watch-tables-'));
  change = synthesizeChange(directory, 'own', {
    release: FIVE_MINUTES,
    gatesIn: (stack) => [Gate.throttling({ tables: [orders(stack)] })],
  });
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const said = (release: ReturnType<typeof releaseOf>) =>
  gateOf(release, 'throttling').reasons.map(({ message }) => message);

describe('a table that is throttled', () => {
  it.each([
    ['itself', { writes: true }, /\bService-Orders\S*/],
    ['in an index', { index: 'byDay', reads: true }, /\bbyDay\b.*Service-Orders|Service-Orders\S*.*\bbyDay\b/],
  ])('%s once traffic has moved, stops the release by name', (_, throttle, name) => {
    const release = releaseOf(change, { throttles: [{ table: 'Orders', at: '2m', for: '5m', ...throttle }] });

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'throttling']);
    expect(release.traffic.map(({ weight }) => weight)).toEqual([0.25, 0]);
    expect(said(release).join()).toMatch(name);
    expect(release.messages.at(-1)?.text).toMatch(name);
    expect(release.deniedCalls).toEqual([]);
  });

  it('before the release too, is noted and stops nothing: a throttled table must not keep its own mending out', () => {
    const release = releaseOf(change, { throttles: [{ table: 'Orders', at: '-8m', for: '12m' }] });

    expect(release.outcome).toBe('released');
    expect(gateOf(release, 'throttling').verdict).not.toBe('fail');
    expect(said(release).join()).toMatch(/Service-Orders/);
  });

  it('is noted where the squad says that it is to be', () => {
    const noting = synthesizeChange(directory, 'noting', {
      release: FIVE_MINUTES,
      gatesIn: (stack) => [Gate.throttling({ tables: [orders(stack)], onThrottle: 'note' })],
    });
    const release = releaseOf(noting, { throttles: [{ table: 'Orders', at: '2m', for: '5m' }] });

    expect(release.outcome).toBe('released');
    expect(said(release).join()).toMatch(/Service-Orders/);
  });

  it('of another team, known by its name alone, stops the release by an index that only DynamoDB knows', () => {
    const imported = synthesizeChange(directory, 'imported', {
      release: FIVE_MINUTES,
      gatesIn: (stack) => [Gate.throttling({ tables: [anotherTeams(stack)] })],
    });
    const release = releaseOf(imported, { throttles: [{ table: 'catalogue', index: 'byGenre', at: '2m', for: '5m' }] });

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'throttling']);
    expect(said(release).join()).toMatch(/byGenre.*catalogue|catalogue.*byGenre/);
    expect(release.deniedCalls).toEqual([]);
  });
});
