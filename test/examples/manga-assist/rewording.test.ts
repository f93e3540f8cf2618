import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import titles from '../../../examples/manga-assist/catalogue/titles.json';
import { recordedAnswersText } from '../../../examples/manga-assist/rewording/make-recorded-answers';
import { type Assistant } from '../../../examples/manga-assist/service/conversation/assistant';
import { type Handler } from '../../../examples/manga-assist/service/create-handler';
import {
  recordedAnswers,
  type RecordedAnswer,
} from '../../../examples/manga-assist/service/rewording/recorded-answers';
import { rewordedAsSet } from '../../../examples/manga-assist/service/rewording/reworded-as-set';
import { rewordedAssistant } from '../../../examples/manga-assist/service/rewording/reworded-assistant';
import { readJsonLines } from '../../../lib/documents/read-json-lines';
import { checkFacts } from '../../../lib/domain/gates/quality/deterministic-checks';
import { qualitySuiteSchema } from '../../../lib/domain/gates/quality/quality-suite';
import { freshEnvironment } from './fresh-environment';
import { playConversation } from './play-conversation';
import { playSuite } from './play-suite';

const EXAMPLE = join(__dirname, '../../../examples/manga-assist');
const FILE = 'rewording/recorded-answers.jsonl';
const recorded = readFileSync(join(EXAMPLE, FILE), 'utf8');
const { cases } = readJsonLines(join(EXAMPLE, 'suites/quality.jsonl'), 'cases', qualitySuiteSchema);

/** The first release in an execution environment whose setting asks for recorded answers. */
function rewordingEnvironment(): Handler {
  process.env.REWORDING_RECORDED = FILE;
  process.env.LAMBDA_TASK_ROOT = EXAMPLE;
  try {
    return freshEnvironment('first release');
  } finally {
    delete process.env.REWORDING_RECORDED;
    delete process.env.LAMBDA_TASK_ROOT;
  }
}

const plain: Assistant = {
  answer: ({ message }) => Promise.resolve({ reply: `plain ${message}`, titles: ['akira'], context: { listed: [] } }),
};
const turn = { message: 'Hello', context: undefined, session: undefined };
const line = (answer: RecordedAnswer) => `${JSON.stringify(answer)}\n`;

afterEach(() => {
  jest.restoreAllMocks();
});

describe('recorded answers', () => {
  const reword = () =>
    recordedAnswers(
      line({ message: 'Hello', reply: 'Hi', reworded: ['one', 'two', 'three'] }) +
        line({ message: 'Hello', reply: 'Ho', reworded: ['four'] }),
    );

  it('give the first, the second and so on, and then the first again', async () => {
    const say = reword();
    const said = [];
    for (let take = 0; take < 4; take++) said.push(await say({ message: 'Hello', reply: 'Hi' }));
    expect(said).toEqual(['one', 'two', 'three', 'one']);
  });

  it('are found by the message and the plain reply together', async () => {
    const say = reword();
    expect(await say({ message: 'Hello', reply: 'Ho' })).toBe('four');
    expect(await say({ message: 'Hello', reply: 'Hm' })).toBeUndefined();
    expect(await say({ message: 'Hi', reply: 'Ho' })).toBeUndefined();
  });

  it.each(['{', '{"message":"Hello","reply":"Hi","reworded":[]}', '{"message":"Hello","reworded":["one"]}'])(
    'say which line is none: %s',
    (bad) => {
      expect(() => recordedAnswers(`\n${bad}`)).toThrow('Line 2 of the recorded answers is not { message, reply');
    },
  );
});

describe('the recorded answers of the repository', () => {
  it('are what their generator makes of the suite', async () => {
    expect(recorded).toBe(await recordedAnswersText(titles));
  });

  it('vary: every reply has three, all different and none of them plain', () => {
    for (const { reply, reworded } of recorded
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as RecordedAnswer)) {
      expect(reworded).not.toContain(reply);
      expect(new Set(reworded).size).toBe(3);
    }
  });

  it('keep every fact of the suite in every take, but for years that are asked for in other languages', async () => {
    const handler = rewordingEnvironment();
    const failed = new Set<string>();
    for (let take = 0; take < 3; take++) {
      for (const one of cases) {
        if (checkFacts(one, await playConversation(handler, one.turns)).length > 0) failed.add(one.key);
      }
    }
    expect([...failed].filter((key) => !/^(?:de|es|fr|it|ja|pt)-year-of-/u.test(key))).toEqual([]);
  });
});

describe('the first release with recorded answers', () => {
  it('says other words than without, and passes the conversations of the integration gate every time', async () => {
    const handler = rewordingEnvironment();
    const turns = [{ user: 'How many volumes does Akira have?' }];
    expect(await playConversation(handler, turns)).not.toEqual(
      await playConversation(freshEnvironment('first release'), turns),
    );
    for (let take = 0; take < 3; take++) expect(await playSuite(handler)).toEqual([]);
  });
});

describe('a reworded assistant', () => {
  it('says the reply in other words, and keeps what it is about', async () => {
    const assistant = rewordedAssistant(plain, ({ reply }) => Promise.resolve(`warm ${reply}`));
    expect(await assistant.answer(turn)).toEqual({
      reply: 'warm plain Hello',
      titles: ['akira'],
      context: { listed: [] },
    });
  });

  it('gives the plain reply where there is no other, or the model breaks', async () => {
    const warn = jest.spyOn(console, 'warn').mockReturnValue();
    const silent = rewordedAssistant(plain, () => Promise.resolve(undefined));
    const broken = rewordedAssistant(plain, () => Promise.reject(new Error('throttled')));
    expect((await silent.answer(turn)).reply).toBe('plain Hello');
    expect(warn).not.toHaveBeenCalled();
    expect((await broken.answer(turn)).reply).toBe('plain Hello');
    expect(warn).toHaveBeenCalledWith('{"event":"not-reworded","problem":"Error: throttled"}');
  });
});

describe('the setting', () => {
  it('is no model where it is not there: the assistant itself', () => {
    expect(rewordedAsSet(plain, {})).toBe(plain);
    expect(rewordedAsSet(plain, { REWORDING_MODEL: '', REWORDING_RECORDED: '' })).toBe(plain);
  });

  it('names recorded answers beside the code', async () => {
    const assistant = rewordedAsSet(plain, { REWORDING_RECORDED: FILE, LAMBDA_TASK_ROOT: EXAMPLE });
    expect((await assistant.answer(turn)).reply).toBe('plain Hello');
    expect(() => rewordedAsSet(plain, { REWORDING_RECORDED: 'nowhere', LAMBDA_TASK_ROOT: EXAMPLE })).toThrow('ENOENT');
  });

  it('is refused where it names both', () => {
    expect(() => rewordedAsSet(plain, { REWORDING_MODEL: 'a-model', REWORDING_RECORDED: FILE })).toThrow(
      'REWORDING_MODEL and REWORDING_RECORDED are both set. Remove one of them.',
    );
  });
});
