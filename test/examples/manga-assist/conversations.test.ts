import { freshEnvironment, type Release } from './fresh-environment';
import { playSuite, suite } from './play-suite';

describe('the conversations of the suite', () => {
  it.each<Release>(['first release', 'better-ranking', 'fails-under-traffic'])(
    'all hold for the %s',
    async (release) => {
      expect(await playSuite(freshEnvironment(release))).toEqual([]);
    },
  );

  it.each<Release>(['first release', 'better-ranking', 'fails-under-traffic'])(
    'still hold for the %s when an execution environment hears them again',
    async (release) => {
      const handler = freshEnvironment(release);
      await playSuite(handler);
      expect(await playSuite(handler)).toEqual([]);
    },
  );

  it('are at least ten of several turns, each a visit of its own', () => {
    const sessions = suite.conversations.map(({ turns }) => turns.map(({ request }) => request.headers?.['x-session']));
    expect(sessions.filter((ofOne) => ofOne.length > 1).length).toBeGreaterThanOrEqual(10);
    expect(sessions.every((ofOne) => new Set(ofOne).size === 1)).toBe(true);
    expect(new Set(sessions.map(([first]) => first)).size).toBe(suite.conversations.length);
    expect(suite.conversations.length).toBeLessThan(20);
  });
});
