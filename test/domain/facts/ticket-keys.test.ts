import { ticketKeys } from '../../../lib/domain/facts/ticket-keys';

describe('the keys of tickets', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['each once, in their order', ['SHOP-7 and A1-2', 'again SHOP-7'], ['SHOP-7', 'A1-2']],
    ['in brackets and before colons', ['[SHOP-7] x', 'SHOP-8: y', '(SHOP-9)'], ['SHOP-7', 'SHOP-8', 'SHOP-9']],
    ['in the name of a branch', ['feature/SHOP-12-dark-mode'], ['SHOP-12']],
    ['none in the names of standards', ['UTF-8, SHA-256, RFC-8785, CVE-2024-1234, ISO-8601'], []],
    ['none in lower case, or in the middle of a word', ['shop-7 XSHOP-7x pre-SHOP-7'], []],
    ['none of number nought', ['SHOP-0 SHOP-'], []],
  ])('are found: %s', (_, texts, expected) => {
    expect(ticketKeys(texts)).toEqual(expected);
  });

  it('are those of a team’s own pattern, where it has one', () => {
    expect(ticketKeys(['see #12 and #12, UTF-8'], /#\d+/u)).toEqual(['#12']);
    expect(ticketKeys(['UTF-8'], /[A-Z]+-\d/u)).toEqual(['UTF-8']);
    expect(ticketKeys(['abc'], /x*/u)).toEqual([]);
  });
});
