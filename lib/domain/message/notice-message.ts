import type { Notice } from '../release/effect';
import type { Release } from '../release/release';
import type { Message } from './message';
import { startedMessage } from './started-message';
import { stuckMessage } from './stuck-message';
import { warnedMessage } from './warned-message';

/** The message of a notice about a release that goes on. */
export function noticeMessage(release: Release, notice: Notice): Message {
  switch (notice.kind) {
    case 'started':
      return startedMessage(release, notice.at);
    case 'warned':
      return warnedMessage(release, notice);
    case 'stuck':
      return stuckMessage(release, notice);
  }
}
