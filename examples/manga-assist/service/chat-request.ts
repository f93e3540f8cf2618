import * as v from 'valibot';
import { contextSchema } from './conversation/context';

const LONGEST_MESSAGE = 500;

const chatRequestSchema = v.object({
  message: v.pipe(
    v.string('must be a text'),
    v.trim(),
    v.nonEmpty('must not be empty'),
    v.maxLength(LONGEST_MESSAGE, ({ input }) => `must have at most ${LONGEST_MESSAGE} characters, got ${input.length}`),
  ),
  context: v.optional(contextSchema),
});

export type ChatRequest = v.InferOutput<typeof chatRequestSchema>;

/** A chat request, or what is wrong with it, in words for whoever writes a client. */
export type ParsedChatRequest =
  { readonly kind: 'valid'; readonly request: ChatRequest } | { readonly kind: 'malformed'; readonly faults: string };

/** @param body JSON, such as `{"message": "Who wrote Akira?"}` */
export function parseChatRequest(body: string): ParsedChatRequest {
  const json = parseJson(body);
  if (json === undefined) return { kind: 'malformed', faults: 'The body must be JSON, such as {"message": "Hello"}.' };
  const { success, output, issues } = v.safeParse(chatRequestSchema, json);
  if (success) return { kind: 'valid', request: output };
  const faults = issues.map((issue) => `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
  return { kind: 'malformed', faults: `The body is not as expected. ${faults.join('; ')}.` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
