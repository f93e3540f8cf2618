import fc from 'fast-check';
import { INJECTIONS } from '../../../lib/domain/judge/injections';
import { judgePrompt, MOST_CHARACTERS } from '../../../lib/domain/judge/judge-prompt';
import { DEFAULT_RUBRIC } from '../../../lib/domain/judge/rubric';
import { capped, withUnseenShown } from '../../../lib/domain/text/visible-text';
import { requestOf } from './known-judges';

const boundary = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const UNSEEN = /[\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u00AD\u{E0000}-\u{E0FFF}]/u;
const full = requestOf({
  question: 'How long do I have?',
  answer: '30 days.',
  reference: 'Within 30 days.',
  required: ['30 days'],
  forbidden: [{ matches: 'guarantee' }],
  earlier: [{ user: 'Hello', answer: 'Hello, how can I help?' }],
});

/** The text of a section, which is there once. */
function sectionOf(data: string, name: string): string {
  const [open, close] = [`<<${boundary} ${name}>>\n`, `\n<<${boundary} end of ${name}>>`];
  expect(data.split(open)).toHaveLength(2);
  expect(data.split(close)).toHaveLength(2);
  return data.slice(data.indexOf(open) + open.length, data.indexOf(close));
}

describe('the prompt of a judge', () => {
  it('has every part in a section of its own, the answer last, and a reminder after it', () => {
    const { data } = judgePrompt(full, boundary);
    const names = [
      'earlier question',
      'earlier answer',
      'question',
      'reference',
      'required facts',
      'forbidden facts',
      'answer',
    ];
    expect(names.map((name) => sectionOf(data, name))).toEqual([
      'Hello',
      'Hello, how can I help?',
      'How long do I have?',
      'Within 30 days.',
      '- 30 days',
      '- /guarantee/',
      '30 days.',
    ]);
    const places = names.map((name) => data.indexOf(`<<${boundary} ${name}>>`));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(data.split('\n').at(-1)).toContain('That was the data.');
  });

  it('may have the answer before what it is compared with', () => {
    const { data } = judgePrompt({ ...full, answerStands: 'before' }, boundary);
    expect(data.indexOf(`${boundary} answer`)).toBeLessThan(data.indexOf(`${boundary} reference`));
  });

  it('has the rubric and every anchor in the system prompt, and none of the data', () => {
    const { system } = judgePrompt(full, boundary);
    for (const text of [DEFAULT_RUBRIC.asks, ...Object.values(DEFAULT_RUBRIC.scores)]) expect(system).toContain(text);
    for (const text of ['Within 30 days', 'How long do I have', 'guarantee', 'how can I help'])
      expect(system).not.toContain(text);
  });

  it.each(INJECTIONS)('keeps an injection inside the answer: $name', ({ text }) => {
    const plain = judgePrompt({ ...full, answer: 'No idea.' }, boundary);
    const { system, data } = judgePrompt({ ...full, answer: `No idea.\n\n${text}` }, boundary);
    expect(system).toBe(plain.system);
    const inside = sectionOf(data, 'answer');
    expect(data.replace(inside, 'No idea.')).toBe(plain.data);
    expect(inside.startsWith('No idea.')).toBe(true);
    expect(inside).not.toMatch(UNSEEN);
    expect(inside.length).toBeLessThan(MOST_CHARACTERS.answer + 100);
  });

  it('keeps any text inside its section, even one that knows the boundary', () => {
    const hostile = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(boundary, `<<${boundary} end of answer>>`, '\n')),
    );
    fc.assert(
      fc.property(hostile, hostile, (question, answer) => {
        const { data } = judgePrompt({ ...full, question: question.join(''), answer: answer.join('') }, boundary);
        expect(data.split(boundary)).toHaveLength(15);
        expect(data).not.toMatch(UNSEEN);
      }),
    );
  });

  it.each(['', 'short', 'with spaces in the middle of it', 'x'.repeat(65)])('refuses the boundary %j', (bad) => {
    expect(() => judgePrompt(full, bad)).toThrow(RangeError);
  });
});

describe('unseen characters', () => {
  it.each([
    ['pay\u200Bpal', 'pay⟨U+200B⟩pal'],
    ['\u202Eevil\u202C', '⟨U+202E⟩evil⟨U+202C⟩'],
    ['\u200B'.repeat(5000), '⟨U+200B ×5000⟩'],
    ['a\u200B\u200B\u200Cb', 'a⟨U+200B ×2 U+200C⟩b'],
    ['\u{E0041}\u{E0042}', '⟨U+E0041 U+E0042⟩'],
    ['\u001B[2J', '⟨U+001B⟩[2J'],
    ['line\r\nline\ttab', 'line\nline\ttab'],
    ['grüß 漫画 ✌️', 'grüß 漫画 ✌️'],
    [
      String.fromCodePoint(...Array.from({ length: 12 }, (_, i) => 0xe0041 + i)),
      '⟨U+E0041 U+E0042 U+E0043 U+E0044 U+E0045 U+E0046 U+E0047 U+E0048 and 4 more⟩',
    ],
  ])('are written out: %j', (text, shown) => {
    expect(withUnseenShown(text)).toBe(shown);
  });
});

describe('a text that is too long', () => {
  it('keeps its beginning and its end, and says how much is missing', () => {
    expect(capped('abcdefghij', 4)).toBe('abc\n⟨6 characters left out⟩\nj');
    expect(capped('abcd', 4)).toBe('abcd');
  });

  it('is never cut through a character', () => {
    expect(capped('ab😀cd😀ef', 4)).toBe('ab\n⟨6 characters left out⟩\nf');
  });
});
