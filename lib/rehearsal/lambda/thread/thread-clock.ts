import { install } from '@sinonjs/fake-timers';

/** The virtual time of one thread: its `Date`, its timers and its monotonic clocks. */
export interface ThreadClock {
  /** Moves on to a virtual time and fires the timers due by then. */
  advanceTo(time: number): void;
  /** When the next timer is due, if one is set. */
  nextTimer(): number | undefined;
}

export function installThreadClock(now: number): ThreadClock {
  const clock = install({
    now,
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'hrtime', 'performance'],
    // The SDK clears the timer -1 where it set none. Otherwise each such call makes a stack trace, and the first a log line.
    shouldClearNativeTimers: true,
  });
  // `AbortSignal.timeout` counts in real time, whatever the globals say.
  AbortSignal.timeout = (ms: number) => {
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, ms);
    return controller.signal;
  };
  return {
    advanceTo: (time) => {
      // Also where it is that time already: a timer without delay is due at once.
      clock.tick(Math.max(0, time - clock.now));
    },
    nextTimer: () => {
      // The library counts its timers in public but keeps their times to itself; the version is pinned for this.
      const { timers } = clock as unknown as { timers?: ReadonlyMap<number, { readonly callAt: number }> };
      const due = [...(timers?.values() ?? [])].map((timer) => timer.callAt);
      return due.length === 0 ? undefined : Math.min(...due);
    },
  };
}
