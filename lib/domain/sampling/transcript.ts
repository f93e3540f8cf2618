import * as v from 'valibot';

const said = v.pipe(v.string(), v.trim(), v.nonEmpty('must say something'));

const turnsTranscript = v.pipe(
  v.object({
    turns: v.pipe(v.array(v.object({ user: said })), v.minLength(1)),
  }),
  v.transform(({ turns }) => turns.map(({ user }) => user)),
);

const messagesTranscript = v.pipe(
  v.object({
    messages: v.array(
      v.variant('role', [
        v.object({ role: v.literal('user'), content: said }),
        v.object({ role: v.picklist(['assistant', 'system', 'tool']) }),
      ]),
    ),
  }),
  v.transform(({ messages }) => messages.flatMap((message) => (message.role === 'user' ? [message.content] : []))),
  v.check((users) => users.length > 0, 'must have a message of the user'),
);

/**
 * A conversation as it was held: `{ turns: [{ user, … }] }`, or `{ messages: [{ role, content }] }` as chat APIs write
 * it. What the user said is kept, turn by turn; everything else is left alone, answers too, since they are no references.
 */
export const transcriptSchema: v.GenericSchema<unknown, readonly string[]> = v.lazy((input) =>
  typeof input === 'object' && input !== null && 'messages' in input ? messagesTranscript : turnsTranscript,
);
