import { approvalsVerdict } from '../../../lib/domain/attestation/approvals-verdict';
import { evidenceVerdict } from '../../../lib/domain/attestation/evidence-verdict';
import { hotfixClock, wayOfGates, type ReleaseWay } from '../../../lib/domain/message/hotfix-clock';
import type { CommitFacts } from '../../../lib/domain/facts/commit-facts';
import type { Release } from '../../../lib/domain/release/release';
import { outcomeMessage } from '../../../lib/domain/message/outcome-message';
import { attestation, person, SUBJECT } from '../attestation/example-attestations';
import { gateRecord, releaseIn } from '../release/example-release';

const HOUR = 3_600_000;

const hotfix = (facts: Partial<CommitFacts> = {}, over: Partial<Release> = {}) =>
  releaseIn({
    ...{ state: 'released', openedAt: 10 * HOUR, endedAt: 10 * HOUR + 600_000 },
    facts: { schema: 1, sha: 'c'.repeat(40), tickets: [], annotatedAt: 0, hotfix: 'branch', ...facts },
    ...over,
  });
const commits = { since: 'b'.repeat(40), count: 1, authors: 1, firstAt: 7 * HOUR, some: [] };

describe('the clock of a hotfix', () => {
  it.each<[string, Release, readonly string[], ReleaseWay?]>([
    [
      'has all that is known',
      hotfix({ discoveredAt: 2 * HOUR, commits }),
      [
        'A hotfix, released 8 hours after what it mends was discovered, 3 hours after its first commit and 10 minutes after it was opened.',
      ],
    ],
    [
      'has its review, and staging',
      hotfix(),
      [
        'A hotfix, released 4 hours after it was first approved, 2 hours after staging was attested and 10 minutes after it was opened.',
      ],
      { reviewedAt: 6 * HOUR, stagedAt: 8 * HOUR },
    ],
    [
      'is of one by its type, too',
      hotfix({ hotfix: undefined }),
      ['A hotfix, released 10 minutes after it was opened.'],
      { type: 'hotfix' },
    ],
    [
      'is of one that nobody annotated',
      hotfix({}, { facts: undefined }),
      ['A hotfix, released 10 minutes after it was opened.'],
      { type: 'hotfix' },
    ],
    ['is of no other type', hotfix({ hotfix: undefined }), [], { type: 'patch', reviewedAt: 6 * HOUR }],
    ['leaves out what nobody knows', hotfix(), ['A hotfix, released 10 minutes after it was opened.']],
    [
      'leaves out what is later than its end',
      hotfix({ discoveredAt: 20 * HOUR }, { state: 'rolled-back' }),
      ['A hotfix, ended 10 minutes after it was opened.'],
    ],
    ['has not run out before the end', hotfix({}, { endedAt: undefined as never }), []],
    ['is of no other release', hotfix({ hotfix: undefined }), []],
  ])('%s', (_, release, says, way = {}) => {
    expect(hotfixClock(release, way)).toEqual(says);
  });

  it('knows review and staging by the records of the gates that asked for them, to the minute', () => {
    const [tom, pat] = [
      attestation('tech-lead', { at: 60_000, expiresAt: 2 * HOUR }),
      attestation('product-owner', { at: 180_000, expiresAt: 2 * HOUR, by: person('pat') }),
    ];
    const approvals = approvalsVerdict(
      { by: ['tech-lead', 'product-owner'], independent: false },
      SUBJECT,
      [tom, pat],
      {
        facts: undefined,
        at: HOUR,
      },
    );
    const staging = evidenceVerdict(
      ['unit', 'staging'],
      SUBJECT,
      [attestation('staging', { at: 600_000, expiresAt: 2 * HOUR })],
      HOUR,
    );
    const records = [approvals, staging].map((verdict) => ({
      ...gateRecord('a', 'before-traffic', 'pass'),
      at: HOUR,
      verdict,
    }));
    expect(wayOfGates(records)).toEqual({ reviewedAt: 60_000, stagedAt: 600_000 });
    expect(wayOfGates([gateRecord('a', 'before-traffic', 'pass')])).toEqual({});
  });

  it('is in the message of the outcome', () => {
    expect(outcomeMessage(hotfix()).summary).toEqual(['A hotfix, released 10 minutes after it was opened.']);
    const red = outcomeMessage(hotfix({}, { state: 'rolled-back' })).summary;
    expect(red).toContain('A hotfix, ended 10 minutes after it was opened.');
    expect(outcomeMessage(releaseIn({ state: 'released' })).summary).toEqual([]);
  });
});
