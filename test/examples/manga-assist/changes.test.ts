import { type Answer } from '../../../examples/manga-assist/service/conversation/assistant';
import { type Handler } from '../../../examples/manga-assist/service/create-handler';
import { freshEnvironment } from './fresh-environment';
import { httpEvent } from './http-event';
import { playSuite, traffic, trafficRequest } from './play-suite';

async function ask(handler: Handler, message: string, session?: string, context?: unknown): Promise<Answer> {
  const headers: Record<string, string> = session === undefined ? {} : { 'x-session': session };
  const answer = await handler(httpEvent({ method: 'POST', path: '/chat', headers, body: { message, context } }));
  return JSON.parse(answer.body) as Answer;
}

async function greetFrom(handler: Handler, shoppers: number): Promise<void> {
  for (let shopper = 1; shopper <= shoppers; shopper += 1) await ask(handler, 'Hello', `shopper-${shopper}`);
}

describe('the first release', () => {
  it('serves a thousand new shoppers from one execution environment', async () => {
    const handler = freshEnvironment('first release');
    for (let number = 0; number < 1000; number += 1) {
      const answer = await handler(httpEvent(trafficRequest(number)));
      expect(answer.statusCode).toBe(200);
    }
  });

  it('answers the same request with the same bytes in every environment', async () => {
    for (const number of traffic.keys()) {
      const event = httpEvent(trafficRequest(number));
      const [one, other] = await Promise.all([1, 2].map(() => freshEnvironment('first release')(event)));
      expect(one).toEqual(other);
    }
  });
});

describe('the change better-ranking', () => {
  it('recommends other horror than the first of the alphabet', async () => {
    const before = await ask(freshEnvironment('first release'), 'I want a horror story');
    const after = await ask(freshEnvironment('better-ranking'), 'I want a horror story');
    expect(before.titles).toEqual(['attack-on-titan', 'claymore', 'devilman']);
    expect(after.titles).toEqual(['uzumaki', 'devilman', 'hellsing']);
  });

  it('states the same facts', async () => {
    const question = 'Who wrote Monster?';
    expect(await ask(freshEnvironment('better-ranking'), question)).toEqual(
      await ask(freshEnvironment('first release'), question),
    );
  });
});

describe('the change breaks-follow-up', () => {
  it('breaks conversations of the suite, and none in its first turn', async () => {
    const failures = await playSuite(freshEnvironment('breaks-follow-up'));
    const turns = [...new Set(failures.map((failure) => failure.split(':')[0]))];
    expect(turns).toEqual([
      'second-and-first-of-a-list, turn 3',
      'it-is-the-first-recommendation, turn 2',
      'thanks-in-between, turn 3',
    ]);
  });

  it('does not fail under traffic', async () => {
    const handler = freshEnvironment('breaks-follow-up');
    for (let number = 0; number < 100; number += 1) {
      expect((await handler(httpEvent(trafficRequest(number)))).statusCode).toBe(200);
    }
  });
});

describe('the change fails-under-traffic', () => {
  it('does what it is for: a shopper whose page lost the context goes on', async () => {
    const handler = freshEnvironment('fails-under-traffic');
    await ask(handler, 'Do you have Planetes?', 'reloading');
    expect((await ask(handler, 'Who wrote it?', 'reloading')).reply).toContain('Makoto Yukimura');
    expect((await ask(handler, 'Who wrote it?', 'someone-else')).reply).toBe('Which title do you mean?');
  });

  it('serves twenty shoppers and then throws for every new one', async () => {
    const handler = freshEnvironment('fails-under-traffic');
    await greetFrom(handler, 20);
    await expect(ask(handler, 'Hello', 'shopper-21')).rejects.toThrow('20 shoppers are remembered');
    await expect(ask(handler, 'Hello', 'shopper-22')).rejects.toThrow('20 shoppers are remembered');
    await expect(ask(handler, 'Hello', 'shopper-21')).rejects.toThrow('20 shoppers are remembered');
  });

  it('goes on serving the shoppers it knows, those without a session, and health checks', async () => {
    const handler = freshEnvironment('fails-under-traffic');
    await greetFrom(handler, 20);
    await expect(ask(handler, 'Hello', 'shopper-21')).rejects.toThrow('20 shoppers are remembered');
    expect((await ask(handler, 'Who wrote Monster?', 'shopper-7')).titles).toEqual(['monster']);
    expect((await ask(handler, 'Who wrote Monster?')).titles).toEqual(['monster']);
    expect((await handler(httpEvent({ method: 'GET', path: '/health' }))).statusCode).toBe(200);
  });

  it('fails within the first requests of ordinary traffic even after the suite has been played', async () => {
    const handler = freshEnvironment('fails-under-traffic');
    await playSuite(handler);
    let served = 0;
    const serve = async (): Promise<void> => {
      for (; served < 21; served += 1) await handler(httpEvent(trafficRequest(served)));
    };
    await expect(serve()).rejects.toThrow('shoppers are remembered');
    expect(served).toBeLessThan(20);
  });
});

describe('the traffic', () => {
  it('is at least fifteen requests, each from a shopper of its own', () => {
    expect(traffic.length).toBeGreaterThanOrEqual(15);
    expect(traffic.every(({ headers }) => headers?.['x-session'] === 'shopper-${n}')).toBe(true);
  });
});
