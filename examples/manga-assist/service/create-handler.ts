import { type Catalogue } from './catalogue/catalogue';
import { parseChatRequest } from './chat-request';
import { type Assistant } from './conversation/assistant';
import { bodyOf, type HttpAnswer, type HttpEvent, jsonAnswer } from './http-api';

export type Handler = (event: HttpEvent) => Promise<HttpAnswer>;

export interface HandlerParts {
  readonly catalogue: Catalogue;
  readonly assistant: Assistant;
}

/**
 * The service behind its HTTP API: `POST /chat` and `GET /health`.
 *
 * What nobody expected is thrown. The function then fails, which its alarms see; an answer with status 500 they would not.
 */
export function createHandler({ catalogue, assistant }: HandlerParts): Handler {
  return async (event) => {
    const route = `${event.requestContext.http.method} ${event.rawPath}`;
    switch (route) {
      case 'POST /chat':
        return chat(event);
      case 'GET /health':
        return health();
      default:
        return jsonAnswer(404, { error: `There is no ${route} here. Use POST /chat or GET /health.` });
    }
  };

  async function chat(event: HttpEvent): Promise<HttpAnswer> {
    const parsed = parseChatRequest(bodyOf(event));
    if (parsed.kind === 'malformed') return jsonAnswer(400, { error: parsed.faults });
    const { message, context } = parsed.request;
    return jsonAnswer(200, await assistant.answer({ message, context, session: event.headers['x-session'] }));
  }

  /** Healthy is who can do what a chat needs: find a title, and read it. */
  async function health(): Promise<HttpAnswer> {
    const [first] = await catalogue.all();
    const title = first && (await catalogue.find(first.id));
    if (!title) throw new Error('The catalogue gave no title. Import the titles into its table.');
    return jsonAnswer(200, { status: 'ok' });
  }
}
