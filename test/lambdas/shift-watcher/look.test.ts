import { look } from '../../../lambdas/shift-watcher/look';
import { BEGAN } from '../../domain/shift/example-shift';
import { watchedPlatform } from '../../flow/watched-platform';

describe('the request to look at a shift', () => {
  it('asks for a look, or, with a time, for the last one', async () => {
    const { ports, account } = await watchedPlatform();
    expect(await look({ deploymentId: 'd-1' }, ports)).toEqual({ kind: 'wait', seconds: 60 });
    account.shift = { phase: 'moved', began: BEGAN };
    account.minute = 14;
    const last = await look({ deploymentId: 'd-1', lastSince: '2026-01-05T09:09:00.123Z' }, ports);
    expect(last).toMatchObject({ answers: [{ name: 'errors', verdict: { outcome: 'pass' } }] });
  });

  it.each([
    {},
    { deploymentId: '' },
    { deploymentId: 'd-1', lastSince: 'yesterday' },
    { deploymentId: 'd-1', more: 1 },
  ])('is refused where it is another one: %j', async (request) => {
    const { ports, account } = await watchedPlatform();
    await expect(look(request, ports)).rejects.toThrow('The request to look at a shift');
    expect(account.looks).toEqual([]);
  });
});
