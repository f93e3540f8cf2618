import * as v from 'valibot';
import { type PlainReply, type Reword } from './reword';

const text = v.pipe(v.string(), v.nonEmpty());

const lineSchema = v.strictObject({
  message: text,
  reply: text,
  /** Several, since a model does not say the same every time. */
  reworded: v.pipe(v.array(text), v.minLength(1), v.readonly()),
});

/** One line of a file of recorded answers. */
export type RecordedAnswer = v.InferOutput<typeof lineSchema>;

/**
 * A model's part played from a file: the first time that the same is asked its first recorded answer, then the next, and
 * around again. So answers vary as a model's do, and a rehearsal that is played twice is the same.
 *
 * @param lines JSON, one recorded answer a line; what is not among them is not reworded
 * @throws Error where a line is no recorded answer
 */
export function recordedAnswers(lines: string): Reword {
  const recorded = new Map<string, readonly string[]>();
  for (const [index, line] of lines.split('\n').entries()) {
    if (line === '') continue;
    const answer = parseLine(line, index + 1);
    recorded.set(keyOf(answer), answer.reworded);
  }
  const asked = new Map<string, number>();
  return (plain) => {
    const key = keyOf(plain);
    const take = asked.get(key) ?? 0;
    asked.set(key, take + 1);
    const answers = recorded.get(key) ?? [];
    return Promise.resolve(answers[take % answers.length]);
  };
}

/** The plain reply is part of it: once a fact has changed, no recording with the old one is found. */
function keyOf({ message, reply }: PlainReply): string {
  return JSON.stringify([message, reply]);
}

function parseLine(line: string, number: number): RecordedAnswer {
  try {
    return v.parse(lineSchema, JSON.parse(line));
  } catch (cause) {
    throw new Error(
      `Line ${number} of the recorded answers is not { message, reply, reworded: [text, …] }. Write the file anew.`,
      { cause },
    );
  }
}
