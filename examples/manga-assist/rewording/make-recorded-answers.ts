import { qualityCases } from '../quality/make-suite';
import { type QualityCase } from '../quality/quality-case';
import { type Title } from '../service/catalogue/title';
import { type Assistant } from '../service/conversation/assistant';
import { type Context } from '../service/conversation/context';
import { contextAfter } from '../service/conversation/context-after';
import { createAssistant } from '../service/conversation/create-assistant';
import { rankBySharedTraits } from '../service/recommending/rank-by-shared-traits';
import { type RecordedAnswer } from '../service/rewording/recorded-answers';
import { ENGLISH_FACTS, ENGLISH_RECOMMENDATIONS, englishTalk } from './english-phrases';
import { otherPhrases } from './other-phrases';
import { spokenIn } from './spoken';

/** Recorded answers to every turn of the quality suite, as JSON lines. No model wrote them: they are put together here. */
export async function recordedAnswersText(titles: readonly Title[]): Promise<string> {
  const recorded = new Map<string, string>();
  const assistant = plainAssistant(titles);
  for (const one of qualityCases(titles)) {
    for (const answer of await answersTo(one, assistant, titles)) {
      recorded.set(JSON.stringify([answer.message, answer.reply]), JSON.stringify(answer));
    }
  }
  return [...recorded.values()].map((line) => `${line}\n`).join('');
}

/** The first release, without a table. */
function plainAssistant(titles: readonly Title[]): Assistant {
  const catalogue = {
    all: () => Promise.resolve(titles),
    find: (id: string) => Promise.resolve(titles.find((title) => title.id === id)),
  };
  return createAssistant({ catalogue, rank: rankBySharedTraits, contextAfter });
}

async function answersTo(
  { turns, tags }: QualityCase,
  assistant: Assistant,
  titles: readonly Title[],
): Promise<readonly RecordedAnswer[]> {
  const language = tags.find((tag) => tag.startsWith('language-'))?.slice('language-'.length);
  const answers: RecordedAnswer[] = [];
  let context: Context | undefined;
  for (const message of turns) {
    const { reply, titles: ids, ...after } = await assistant.answer({ message, context, session: undefined });
    const about = ids.flatMap((id) => titles.find((title) => title.id === id) ?? []);
    const reworded = language === undefined ? inEnglish(reply, about) : otherPhrases(language, about);
    answers.push({ message, reply, reworded: [...reworded] });
    context = after.context;
  }
  return answers;
}

function inEnglish(reply: string, titles: readonly Title[]): readonly string[] {
  const spoken = spokenIn(reply, titles);
  switch (spoken.kind) {
    case 'facts':
      return ENGLISH_FACTS[spoken.topic].map((say) => spoken.titles.map((title) => say(title)).join(' '));
    case 'recommendation':
      return ENGLISH_RECOMMENDATIONS.map((say) => say(spoken.titles));
    case 'talk':
      return englishTalk(reply);
  }
}
