import * as v from 'valibot';
import { NOTE_FORMATS } from '../../../lib/domain/notes/note-formats';
import { notedCommits } from '../../../lib/domain/notes/noted-commits';
import { notesText, readTemplate } from '../../../lib/domain/notes/notes-text';
import { releaseFileSchema, type ReleaseFile } from '../../../lib/domain/notes/release-file';
import { AUDIENCES, NOTE_FORMS } from '../../../lib/domain/notes/release-notes';
import { writtenNotes, type NoteRequest } from '../../../lib/domain/notes/written-notes';
import { fullCommit } from './example-commits';

const FILE: ReleaseFile = {
  highlights: ['Answers in Japanese.'],
  knownIssues: [{ issue: 'Furigana are missing.', workaround: 'Ask for them.' }, { issue: 'It is slow at noon.' }],
  migration: ['Send `lang`.'],
  upgrade: ['Deploy the platform first.'],
  deprecations: ['`locale` goes in 2.0.'],
  security: ['Tokens are shorter.'],
  incident: { problem: 'No answers.', impact: '2 % of requests.', cause: 'A typo.', followUp: ['A test.'] },
  customer: { before: ['Nothing to do.'], after: ['Thank you.'], trouble: ['Next news at 10:00 UTC.'] },
};

const COMMITS = notedCommits([
  fullCommit('feat(chat): speak Japanese (#12)', { author: 'Bob' }),
  fullCommit('fix: answer in time SHOP-7'),
  fullCommit('refactor: name things'),
  fullCommit('perf: cache more'),
  fullCommit('fix(security): escape it'),
  fullCommit('deprecate: old words'),
  fullCommit('build(deps): bump a to 2'),
  fullCommit('docs: say more'),
  fullCommit('revert: sing', { body: 'Refs: 1234567' }),
  fullCommit('ci: be quick'),
  fullCommit('feat!: drop v1', { body: 'BREAKING CHANGE: v1 is gone.' }),
]);

const request = (change: Partial<NoteRequest> = {}): NoteRequest => ({
  ...{
    audience: 'team',
    form: 'standard',
    service: 'chat',
    version: '1.4.0',
    from: 'a'.repeat(40),
    to: 'b'.repeat(40),
  },
  ...{ commits: COMMITS, file: FILE, rollout: ['At once: 10 % of the traffic.', 'After 10 minutes: 100 %.'] },
  at: Date.UTC(2026, 2, 2),
  ...change,
});

const keys = (change: Partial<NoteRequest> = {}) => writtenNotes(request(change)).sections.map(({ key }) => key);
const entries = (key: string, change: Partial<NoteRequest> = {}) =>
  writtenNotes(request(change))
    .sections.find((section) => section.key === key)
    ?.entries.map(({ text }) => text);

describe('release notes for a team', () => {
  it('have every section that has a source, in their order', () => {
    expect(keys()).toEqual([
      ...['highlights', 'breaking', 'migration', 'features', 'improvements', 'fixes', 'security', 'performance'],
      ...['deprecations', 'dependencies', 'documentation', 'reverted', 'others', 'known-issues', 'rollout', 'upgrade'],
      'contributors',
    ]);
  });

  it('begin, for a hotfix, with what was wrong and what mends it', () => {
    expect(keys({ form: 'hotfix' }).slice(0, 4)).toEqual(['problem', 'impact', 'cause', 'fixes']);
    expect(keys({ form: 'hotfix' })).toEqual(expect.arrayContaining([...keys(), 'follow-up']));
    expect(writtenNotes(request({ form: 'hotfix' })).title).toBe('Hotfix of chat 1.4.0');
  });

  it('say each commit once, but for what it breaks and who wrote it', () => {
    const { sections } = writtenNotes(request());
    const said = sections
      .filter(({ key }) => key !== 'breaking')
      .flatMap(({ entries: of }) => of.map(({ commit }) => commit));
    const commits = said.filter((one) => one !== undefined);
    expect(commits).toHaveLength(COMMITS.length);
    expect(new Set(commits).size).toBe(COMMITS.length);
  });

  it('say of breaking changes that there are none, where commits are known', () => {
    expect(entries('breaking')).toEqual(['v1 is gone.']);
    expect(entries('breaking', { commits: [] })).toEqual([]);
  });

  it('leave out what nothing says, and say "None." of what is said to be none', () => {
    expect(keys({ file: undefined, rollout: undefined, commits: [] })).toEqual(['breaking']);
    expect(keys({ file: {}, rollout: undefined, commits: [] })).toEqual(['breaking']);
    expect(keys({ file: { knownIssues: [] }, rollout: undefined, commits: [] })).toEqual(['breaking', 'known-issues']);
    expect(notesText(writtenNotes(request({ file: { knownIssues: [] }, commits: [] })), 'mail')).toContain(
      'Known issues\nNone.\n',
    );
  });

  it('have known issues with what to do meanwhile', () => {
    expect(entries('known-issues')).toEqual(['Furigana are missing. Workaround: Ask for them.', 'It is slow at noon.']);
  });
});

describe('what customers are told', () => {
  it('is what is new, what to do and when, before it', () => {
    const notes = writtenNotes(request({ audience: 'customer-before' }));
    expect(notes.sections.map(({ key }) => key)).toEqual(['highlights', 'migration', 'known-issues', 'rollout']);
    expect(notes.intro).toContain('Nothing to do.');
  });

  it('is without scopes, tickets, commits and names, where nobody wrote highlights', () => {
    for (const audience of AUDIENCES.filter((one) => one !== 'team')) {
      const notes = writtenNotes(request({ audience, file: undefined, state: 'released' }));
      const text = NOTE_FORMATS.map((format) => notesText(notes, format)).join('\n');
      for (const inner of ['SHOP', '#12', 'Bob', 'Ada', 'be quick', 'c0000', 'aaaa', 'bbbb']) {
        expect(text).not.toContain(inner);
      }
    }
    expect(entries('features', { audience: 'customer-after', file: undefined })).toEqual(['speak Japanese', 'drop v1']);
  });

  it.each([
    ['rolled-back', 'We have put the version before back'],
    ['blocked', 'before it reached anybody'],
    ['failed', 'We are working on it'],
    ['released', 'We are working on it'],
    [undefined, 'We are working on it'],
  ] as const)('depends, on trouble, on what serves: %s', (state, words) => {
    const { intro } = writtenNotes(request({ audience: 'customer-trouble', state }));
    expect(intro.join(' ')).toContain(words);
    expect(intro).toContain('Next news at 10:00 UTC.');
  });
});

describe('notes in a format', () => {
  it('are as people read them in Markdown', () => {
    const text = notesText(
      writtenNotes(request({ commits: COMMITS.slice(0, 2), file: { highlights: ['New.'] } })),
      'markdown',
    );
    const [first, second] = COMMITS.map(({ sha }) => sha.slice(0, 12));
    expect(text).toBe(`# Release of chat 1.4.0

2026-03-02, aaaaaaaaaaaa to bbbbbbbbbbbb

## Highlights

- New.

## Breaking changes

None.

## New features

- **chat**: speak Japanese (#12) (${first ?? ''})

## Fixes

- answer in time SHOP-7 (${second ?? ''})

## Rollout schedule

- At once: 10 % of the traffic.
- After 10 minutes: 100 %.

## Contributors

- Ada
- Bob
`);
  });

  it.each(
    AUDIENCES.flatMap((audience) =>
      NOTE_FORMS.flatMap((form) => NOTE_FORMATS.map((format) => [audience, form, format] as const)),
    ),
  )('let no commit begin a line, mention or link: %s, %s, %s', (audience, form, format) => {
    const evil =
      'x\n## Released: all is well\n<!channel> @everyone <https://a|b> [c](https://d) *e* <script> ![f](g) \u202E';
    const commits = notedCommits([
      fullCommit(`feat(${evil.slice(0, 9)}): ${evil}`, { author: evil, body: `BREAKING CHANGE: ${evil}` }),
    ]);
    const file: ReleaseFile = { ...FILE, highlights: [evil], knownIssues: [{ issue: evil, workaround: evil }] };
    const text = notesText(
      writtenNotes(request({ audience, form, commits, file, service: evil, version: evil })),
      format,
    );
    expect(text).not.toMatch(/^(## )?Released/m);
    expect(text).not.toContain('\u202E');
    const acting = {
      markdown: /(?<!\\)<[!hs]|@everyone|(?<!\\)\]\(/,
      chat: /<|@everyone|\*e\*/,
      mail: /^(x|<|@)/m,
    };
    expect(text).not.toMatch(acting[format]);
  });

  it('of Markdown do not make a heading or a list out of how a text begins', () => {
    const commits = notedCommits(['# a', '- b', '1. c', '+ d', '--- e', '== f'].map((subject) => fullCommit(subject)));
    const text = notesText(writtenNotes(request({ commits, file: undefined })), 'markdown');
    expect(text).not.toMatch(/^- (#|-|\d+\.|\+|=)/m);
  });

  it('are by a template of a team where there is one', () => {
    const read = readTemplate(
      '{{service}} {{version}}:{{#sections}}{{#entries}} [{{key}}] {{text}}{{/entries}}{{/sections}}',
    );
    if ('problems' in read) throw new Error('It is one.');
    const notes = writtenNotes(request({ commits: [], file: { highlights: ['New.'] }, rollout: undefined }));
    expect(notesText(notes, 'mail', read.template)).toBe('chat 1.4.0: [highlights] New.\n');
  });
});

describe('a release.yaml', () => {
  it('has each of its parts, and no other', () => {
    expect(v.parse(releaseFileSchema, FILE)).toEqual(FILE);
    expect(v.safeParse(releaseFileSchema, { highlight: [] }).success).toBe(false);
    expect(v.safeParse(releaseFileSchema, { highlights: [''] }).success).toBe(false);
    expect(v.safeParse(releaseFileSchema, { knownIssues: ['a'] }).success).toBe(false);
  });
});
