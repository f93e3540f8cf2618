import { ALL_GATES, gatesAmong } from '../../../lib/domain/release/no-gates';

describe('the gates among those who settled a release', () => {
  it.each<[string | undefined, readonly string[]]>([
    ['chat', ['chat']],
    ['chat, health, error-rate-alarm', ['chat', 'health', 'error-rate-alarm']],
    ['gates', []],
    ['gate-run', []],
    ['codedeploy', []],
    ['gate-run, chat', ['chat']],
    ['', []],
    [undefined, []],
  ])('are those that can be right or wrong about it: %j', (decidedBy, gates) => {
    expect(gatesAmong(decidedBy)).toEqual(gates);
  });

  it('are none where all of them together let it through', () => {
    expect(ALL_GATES).toBe('gates');
    expect(gatesAmong(ALL_GATES)).toEqual([]);
  });
});
