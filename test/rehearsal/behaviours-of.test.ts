import { behavioursOf } from '../../lib/rehearsal/behaviours-of';

describe('the retries of customers', () => {
  it('fail again, and come to any version, unless it is said otherwise', () => {
    const retries = { perFailure: 3 };
    const all = { perFailure: 3, failsAgain: 1, sameVersion: false };
    expect(behavioursOf({ blue: { retries } }).blue.retries).toEqual(all);
    expect(behavioursOf({ blue: { retries } }, 0).blue.retries).toEqual({ ...all, failsAgain: 0 });
    const said = { perFailure: 2, failsAgain: 0.5, sameVersion: true };
    expect(behavioursOf({ blue: { retries: said } }, 0).blue.retries).toEqual(said);
  });

  it('are green’s as blue’s, unless green has its own', () => {
    const blue = { retries: { perFailure: 3 } };
    expect(behavioursOf({ blue, green: { errorRate: 0.1 } }).green.retries).toMatchObject({ perFailure: 3 });
    expect(behavioursOf({ blue, green: { retries: { perFailure: 0 } } }).green.retries).toMatchObject({
      perFailure: 0,
    });
    expect(behavioursOf({ green: blue }).blue.retries).toBeUndefined();
  });
});
