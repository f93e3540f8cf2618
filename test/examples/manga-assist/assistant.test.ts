import titles from '../../../examples/manga-assist/catalogue/titles.json';
import { type Answer } from '../../../examples/manga-assist/service/conversation/assistant';
import { type Context } from '../../../examples/manga-assist/service/conversation/context';
import { contextAfter } from '../../../examples/manga-assist/service/conversation/context-after';
import { createAssistant } from '../../../examples/manga-assist/service/conversation/create-assistant';
import { rankBySharedTraits } from '../../../examples/manga-assist/service/recommending/rank-by-shared-traits';
import { InMemoryCatalogue } from './in-memory-catalogue';

/** Says one message after the other and gives the last answer. */
async function talk(messages: readonly string[], catalogue = new InMemoryCatalogue()): Promise<Answer> {
  const assistant = createAssistant({ catalogue, rank: rankBySharedTraits, contextAfter });
  let answer: Answer | undefined;
  for (const message of messages) {
    answer = await assistant.answer({ message, context: answer?.context, session: undefined });
  }
  return answer!;
}

describe('the assistant', () => {
  it.each([
    ['How long is Akira?', 'Akira has 6 volumes.'],
    ['How long is Town of Evening Calm?', 'Town of Evening Calm, Country of Cherry Blossoms has 1 volume.'],
    ['Who wrote Akira?', 'Akira is by Katsuhiro Otomo.'],
    ['Who wrote Pluto?', 'Pluto is by Naoki Urasawa and Osamu Tezuka.'],
    ['When did Akira start?', 'Akira first ran in 1982.'],
    ['How much is Akira?', 'Akira costs $24.99 a volume, $149.94 for all 6.'],
    ['How much is Town of Evening Calm?', 'Town of Evening Calm, Country of Cherry Blossoms costs $15.99 a volume.'],
    ['Which genres is Akira?', 'Akira is a seinen series: action, science fiction and thriller.'],
    ['Do you know Nana?', 'I do not know “Nana”, so I had better not guess. Is there another title I can help with?'],
  ])('answers "%s" with "%s"', async (question, reply) => {
    expect((await talk([question])).reply).toBe(reply);
  });

  it('reads each title it states facts about, and no other', async () => {
    const catalogue = new InMemoryCatalogue();
    const { titles: stated } = await talk(['Something scary'], catalogue);
    expect(stated).toHaveLength(3);
    expect(catalogue.found).toEqual(stated);
  });

  it('states the price as it is now, not as it was when the catalogue was scanned', async () => {
    const now = titles.map((title) => (title.id === 'akira' ? { ...title, priceCents: 100 } : title));
    expect((await talk(['How much is Akira?'], new InMemoryCatalogue(now, titles))).reply).toContain('$1.00 a volume');
  });

  it('says that a title is gone, and recommends only what is left', async () => {
    const catalogue = new InMemoryCatalogue(
      titles.filter(({ id }) => id !== 'uzumaki'),
      titles,
    );
    expect(await talk(['Who wrote Uzumaki?'], catalogue)).toEqual({
      reply: 'I am sorry, we do not have Uzumaki any more.',
      titles: [],
      context: { listed: [] },
    });
    expect((await talk(['Something scary under 5 volumes'], catalogue)).reply).toMatch(/^I have nothing like that/u);
  });

  it('never recommends again what it has shown, until there is nothing left', async () => {
    const messages = ['Something scary'];
    const shown: string[] = [];
    for (;;) {
      const { titles: more } = await talk(messages);
      if (more.length === 0) break;
      shown.push(...more);
      messages.push('Another one?');
    }
    expect(shown.toSorted()).toEqual(titles.filter(({ genres }) => genres.includes('horror')).map(({ id }) => id));
  });

  it('remembers no more of what it has shown than the next message may carry', async () => {
    const messages = ['I want an action manga', ...Array.from({ length: 15 }, () => 'Another one?')];
    expect((await talk(messages)).context.wish?.except).toHaveLength(30);
  });

  it('keeps the wish when asked for something shorter', async () => {
    const { context } = await talk(['Something scary', 'Something shorter than that?']);
    expect(context.wish).toMatchObject({ traits: ['horror'], maxVolumes: 33 });
  });

  it('takes a title named in between for what comes next', async () => {
    const { context } = await talk(['Something scary', 'Who wrote Solanin?', 'Something longer?']);
    expect(context.wish).toMatchObject({ like: 'solanin', minVolumes: 3 });
  });

  it.each(['Something shorter?', 'Another one?', 'Recommend me something', 'Anything similar?'])(
    'asks back when "%s" opens a conversation',
    async (message) => {
      expect((await talk([message])).reply).toMatch(/^Gladly\. Which genre/u);
    },
  );

  it('asks back when a place in the list is empty', async () => {
    expect((await talk(['Something scary under 5 volumes', 'The third one?'])).reply).toBe('Which title do you mean?');
  });

  it('does not trip over a context that names titles the shop never had', async () => {
    const context: Context = { last: 'x', listed: ['y'], wish: { traits: ['z'], like: 'w', except: ['v'] } };
    const assistant = createAssistant({ catalogue: new InMemoryCatalogue(), rank: rankBySharedTraits, contextAfter });
    const replies = ['Who wrote it?', 'The first one', 'Another?', 'Something shorter?'].map(async (message) => {
      const { reply, titles: about } = await assistant.answer({ message, context, session: undefined });
      return [about.length, /^(?:Which|Gladly|I have nothing)/u.test(reply)];
    });
    expect(await Promise.all(replies)).toEqual(replies.map(() => [0, true]));
  });
});
