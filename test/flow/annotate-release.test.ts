import type { FullCommit } from '../../lib/domain/facts/git-history';
import type { CommitFacts } from '../../lib/domain/facts/commit-facts';
import { annotateRelease, type AnnotatePorts, type Annotation } from '../../lib/flow/annotate-release';
import type { Release } from '../../lib/domain/release/release';
import { commit, facts } from '../domain/facts/example-facts';
import { releaseIn } from '../domain/release/example-release';

const full = (sha: string): FullCommit => ({ ...commit({ sha }), body: '' });

interface Given {
  readonly releases?: readonly Release[];
  readonly kept?: Readonly<Record<string, CommitFacts>>;
  readonly isShallow?: boolean;
  readonly known?: readonly string[];
  readonly isLater?: boolean;
}

function platform({
  releases = [],
  kept = {},
  isShallow = false,
  known = ['head', 'before'],
  isLater = false,
}: Given = {}) {
  const written: Record<string, CommitFacts> = {};
  const asked: string[] = [];
  const ports: AnnotatePorts = {
    facts: {
      read: (subject) => Promise.resolve(kept[subject]),
      keep: (subject, value) => {
        written[subject] = value;
        return Promise.resolve(!isLater);
      },
    },
    releases: {
      ofService: (functionName, aliasName, { most }) => {
        asked.push(`${functionName}:${aliasName} ${most}`);
        return Promise.resolve(releases);
      },
    },
    history: {
      isShallow: () => Promise.resolve(isShallow),
      commit: (name) => Promise.resolve(known.includes(name) ? full(name) : undefined),
      between: (from, to) => Promise.resolve([full(to), full(`after ${from}`)]),
      changedPaths: (from, to) => Promise.resolve([`${from}..${to}.ts`]),
    },
  };
  return { ports, written, asked };
}

const SERVICE = { functionName: 'chat', aliasName: 'live' };
const annotation = (change: Partial<Annotation> = {}): Annotation => ({
  ...{ subject: 's', sha: 'head', said: {}, service: SERVICE, at: 5000 },
  ...change,
});
const released = (change: Partial<Release> = {}) =>
  releaseIn({ state: 'released', facts: facts({ sha: 'before' }), ...change });

describe('an annotation of a release', () => {
  it('counts the commits since the last release that all traffic reached', async () => {
    const refused = releaseIn({ state: 'rolled-back', facts: facts({ sha: 'refused' }) });
    const { ports, written, asked } = platform({
      releases: [refused, released(), released({ facts: facts({ sha: 'old' }) })],
    });
    const { facts: kept, isKept, unknown } = await annotateRelease(annotation(), ports);
    expect(kept.commits).toMatchObject({ since: 'before', count: 2 });
    expect([isKept, unknown]).toEqual([true, undefined]);
    expect(written).toEqual({ s: kept });
    expect(asked).toEqual(['chat:live 50']);
  });

  it('reads what that release is known by now to have been made of', async () => {
    const later = released({ facts: undefined, subject: 'earlier' });
    const { ports } = platform({ releases: [later], kept: { earlier: facts({ sha: 'before' }) } });
    expect((await annotateRelease(annotation(), ports)).facts.commits).toMatchObject({ since: 'before' });
  });

  it('asks nobody where whoever annotates says since when', async () => {
    const { ports, asked } = platform();
    const { facts: kept } = await annotateRelease(annotation({ since: 'before', service: undefined }), ports);
    expect(kept.commits).toMatchObject({ since: 'before', count: 2 });
    expect(asked).toEqual([]);
  });

  it('says that there are facts of a later one', async () => {
    expect((await annotateRelease(annotation(), platform({ isLater: true }).ports)).isKept).toBe(false);
  });

  it.each<[string, Given, Partial<Annotation>, string]>([
    ['a clone that is shallow', { isShallow: true, releases: [released()] }, {}, 'fetch-depth: 0'],
    ['a clone that is shallow, whatever is said', { isShallow: true }, { since: 'before' }, 'git fetch --unshallow'],
    ['a service that was never deployed', {}, { service: undefined }, 'was not deployed yet'],
    [
      'no release that all traffic reached',
      { releases: [releaseIn({ state: 'blocked' })] },
      {},
      'no release of chat:live',
    ],
    [
      'a release before that nobody annotated',
      { releases: [released({ facts: undefined })] },
      {},
      'd-1, was not annotated',
    ],
    ['a commit that the clone has not', { releases: [released()], known: ['head'] }, {}, 'no commit before'],
  ])('has the commits unknown, never 0, and says why, with %s', async (_, given, change, why) => {
    const { ports } = platform(given);
    const { facts: kept, unknown, isKept } = await annotateRelease(annotation(change), ports);
    expect(kept).not.toHaveProperty('commits');
    expect(unknown).toContain(why);
    expect(isKept).toBe(true);
  });

  it('has them unknown where there is no clone', async () => {
    const { ports } = platform({ releases: [released()] });
    const { unknown } = await annotateRelease(annotation(), { ...ports, history: undefined });
    expect(unknown).toContain('There is no git clone here');
  });
});
