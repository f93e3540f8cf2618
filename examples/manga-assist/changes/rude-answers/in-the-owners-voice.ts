import { type Answer, type Assistant } from '../../service/conversation/assistant';

/** What the owner says to a question about one title: his remark, and of our sentence only what was asked for. */
const IN_HIS_WORDS: readonly (readonly [sentence: RegExp, inHisWords: string])[] = [
  [/^.+ has (\d+ volumes?\.)$/u, 'You could have counted. It has $1'],
  [/^.+ is by (.+\.)$/u, 'It says so on the cover: $1'],
  [/^.+ first ran in (\d+\.)$/u, 'Before you ever asked: $1'],
  [/^.+ is a (.+ series: .+\.)$/u, 'Read one and you would know. A $1'],
];

/** An assistant that answers a question about one title as the owner of the shop would. */
export function inTheOwnersVoice(assistant: Assistant): Assistant {
  return {
    async answer(turn) {
      const answer = await assistant.answer(turn);
      return answer.titles.length === 1 ? { ...answer, reply: inHisWords(answer) } : answer;
    },
  };
}

function inHisWords({ reply }: Answer): string {
  const [said] = IN_HIS_WORDS.filter(([sentence]) => sentence.test(reply));
  return said === undefined ? reply : reply.replace(...said);
}
