import { type Answer } from '../../../examples/manga-assist/service/conversation/assistant';
import { type Handler } from '../../../examples/manga-assist/service/create-handler';
import titles from '../../../examples/manga-assist/catalogue/titles.json';
import { freshEnvironment, type Release } from './fresh-environment';
import { httpEvent } from './http-event';
import { InMemoryCatalogue } from './in-memory-catalogue';
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

describe('the change rude-answers', () => {
  it('keeps every fact that the suite of conversations asks for', async () => {
    expect(await playSuite(freshEnvironment('rude-answers'))).toEqual([]);
  });

  it.each([
    ['How many volumes does Monster have?', 'You could have counted. It has 18 volumes.'],
    ['Who wrote Monster?', 'It says so on the cover: Naoki Urasawa.'],
    ['When did Monster start?', 'Before you ever asked: 1994.'],
    ['What genres is Uzumaki?', 'Read one and you would know. A seinen series: horror, mystery and supernatural.'],
  ])('is short with whoever asks about one title: %s', async (question, says) => {
    expect((await ask(freshEnvironment('rude-answers'), question)).reply).toBe(says);
  });

  it.each([
    'How much is Monster?',
    'What is Planetes about?',
    'Which is longer, Naruto or Bleach?',
    'I want a horror story',
    'Hello',
  ])('answers everything else as before: %s', async (question) => {
    expect(await ask(freshEnvironment('rude-answers'), question)).toEqual(
      await ask(freshEnvironment('better-ranking'), question),
    );
  });
});

describe('the change slower-answers', () => {
  it('answers what the release before it answers, in every conversation and to every customer', async () => {
    const [slower, before] = [freshEnvironment('slower-answers'), freshEnvironment('better-ranking')];
    expect(await playSuite(slower)).toEqual([]);
    for (const number of traffic.keys()) {
      const event = httpEvent(trafficRequest(number));
      expect(await slower(event)).toEqual(await before(event));
    }
  });

  it('does what it is for: a title that the shop does not have any more takes no place', async () => {
    const now = titles.filter(({ id }) => id !== 'uzumaki');
    const shop = () => new InMemoryCatalogue(now, titles);
    const question = 'I want a horror story';
    expect((await ask(freshEnvironment('better-ranking', shop()), question)).titles).toEqual(['devilman', 'hellsing']);
    expect((await ask(freshEnvironment('slower-answers', shop()), question)).titles).toHaveLength(3);
  });

  it('reads every title, one after the other, where a genre is named, and none more elsewhere', async () => {
    const reads = async (question: string, release: Release) => {
      const catalogue = new InMemoryCatalogue();
      await ask(freshEnvironment(release, catalogue), question);
      return catalogue;
    };
    const named = await reads('I want a horror story', 'slower-answers');
    expect(named.found.length).toBe(titles.length + 3);
    expect(named.mostAtOnce).toBe(3);
    for (const question of ['Who wrote Monster?', 'I loved Monster. Anything similar?', 'Hello']) {
      const [slower, before] = [await reads(question, 'slower-answers'), await reads(question, 'better-ranking')];
      expect(slower.found).toEqual(before.found);
    }
  });

  it('is slower for several of a hundred customers, and for fewer than half of them', async () => {
    let slow = 0;
    for (const number of traffic.keys()) {
      const catalogue = new InMemoryCatalogue();
      await freshEnvironment('slower-answers', catalogue)(httpEvent(trafficRequest(number)));
      if (catalogue.found.length > titles.length) slow += 1;
    }
    expect(slow / traffic.length).toBeGreaterThan(0.05);
    expect(slow / traffic.length).toBeLessThan(0.5);
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
