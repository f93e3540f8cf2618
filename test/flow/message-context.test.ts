import { NO_HANDS } from './no-hands';
import { messageContext } from '../../lib/flow/message-context';
import { closeRelease } from '../../lib/flow/close-release';
import type { CommitFacts } from '../../lib/domain/facts/commit-facts';
import type { Message } from '../../lib/domain/message/message';
import { manifest } from '../domain/release/example-platform';
import { gateRecord, newRelease, releaseIn } from '../domain/release/example-release';
import { InMemoryLedger } from '../domain/release/in-memory-ledger';

const commit = { sha: 'a1b2c3d', at: 500, author: 'Ada', email: 'ada@example.com', subject: 'Rank by taste' };
const facts: CommitFacts = {
  schema: 1,
  ...{ sha: commit.sha, tickets: [], annotatedAt: 900 },
  commits: { since: 'a0', count: 3, authors: 2, some: [commit, { ...commit, sha: 'a2' }] },
};

const noManifest = () => Promise.reject(new Error('throttled'));

/** A gate that failed, and what the watch had counted. */
const refused = () => {
  const chat = gateRecord('chat', 'before-traffic', 'fail');
  const watch = gateRecord('errors', 'in-flight', 'fail');
  const reasons = [{ code: 'no-answer', message: 'No answer.', asked: 'Is there more?', answered: 'no table' }];
  return [
    { ...chat, verdict: { ...chat.verdict, reasons } },
    {
      ...watch,
      verdict: {
        ...watch.verdict,
        evidence: { ...watch.verdict.evidence, figures: { greenCalls: 37, greenFailed: 28 } },
      },
    },
  ];
};

describe('what a message says beside the state of its release', () => {
  it('is what green said first, how many requests it failed, and whose commits it brings', async () => {
    const ledger = {
      recordedGates: () => Promise.resolve(refused()),
      manifest: () => Promise.resolve(JSON.stringify({ ...manifest, type: 'hotfix' })),
    };
    expect(await messageContext(releaseIn({ facts }), ledger)).toEqual({
      firstError: 'no table',
      hit: { failed: 28, requests: 37, atLeast: true },
      wouldHaveStopped: [],
      way: { type: 'hotfix' },
      facts: {
        ...{ count: 3, authors: 2 },
        some: [
          { sha: 'a1b2c3d', subject: 'Rank by taste', author: 'Ada' },
          { sha: 'a2', subject: 'Rank by taste', author: 'Ada' },
        ],
      },
      concerned: ['ada@example.com'],
    });
  });

  it.each([
    ['nobody annotated', releaseIn({}), () => Promise.resolve(refused())],
    ['nobody counted', releaseIn({ facts }), () => Promise.resolve([])],
    ['the records cannot be read', releaseIn({ facts }), () => Promise.reject(new Error('throttled'))],
  ])('is left out where %s, and never 0', async (what, release, recordedGates) => {
    const { facts: commits, hit } = await messageContext(release, { recordedGates, manifest: noManifest });
    expect([commits === undefined, hit === undefined]).toEqual([
      what === 'nobody annotated',
      what !== 'nobody annotated',
    ]);
  });

  it('says of shadows nothing where the records cannot be read: nobody knows what they would have stopped', async () => {
    const recordedGates = () => Promise.reject(new Error('throttled'));
    expect(await messageContext(releaseIn({}), { recordedGates, manifest: noManifest })).toEqual({});
  });

  it('is in the message of the end', async () => {
    const ledger = new InMemoryLedger();
    await ledger.open({ ...newRelease, facts });
    for (const gate of refused()) await ledger.recordGate(newRelease.id, gate);
    const messages: Message[] = [];
    const deployment = {
      ...newRelease,
      createdAt: 1000,
      ending: {
        ...{ status: 'failed', by: 'codedeploy', trafficMoved: false, rollsBack: true },
        reason: { code: 'HOOK', message: 'The hook failed.' },
      },
    };
    await closeRelease(newRelease.id, {
      ledger,
      ...NO_HANDS,
      deployments: { describe: () => Promise.resolve(deployment as never) },
      outcomes: {
        publish: (message) => {
          messages.push(message);
          return Promise.resolve();
        },
      },
      now: () => 9000,
    });
    expect(messages).toMatchObject([{ firstError: 'no table', commits: { count: 3 }, concerned: ['ada@example.com'] }]);
  });
});
