import { MESSAGE_KINDS } from '../../lib/domain/message/message';
import { fencesOf, readPage } from './fences';
import { EXAMPLES } from './message-examples';

const PAGE = 'docs/guides/reading-a-message.md';

describe('the guide to messages', () => {
  it.each(Object.entries(EXAMPLES))('shows %s as it is', (_, example) => {
    // The format of a page writes short lists of JSON in one line.
    const plain = (text: string) => (text.startsWith('{') ? JSON.stringify(JSON.parse(text)) : text.trim());
    expect(fencesOf(PAGE).map(({ text }) => plain(text.trim()))).toContain(plain(example));
  });

  it('has a row for every kind', () => {
    const rows = [...readPage(PAGE).matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, kind]) => kind);
    expect(rows).toEqual(expect.arrayContaining([...MESSAGE_KINDS]));
  });
});
