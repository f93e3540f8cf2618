import { PROP_KINDS, problemOf, shown, wholeProps } from '../../sound-props';
import type { CommonChannelProps } from './channel-props';
import type { ChannelSecret } from './channel-secret';

// What may be wrong with the props of channels, each as the end of a sentence about the channel; undefined where nothing is.

export function nameProblem(name: unknown): string | undefined {
  const what = '1 to 32 lower-case letters, digits and hyphens that begin with a letter';
  return textProblem('name', name, /^[a-z][a-z0-9-]{0,31}$/, what);
}

export function textProblem(prop: string, value: unknown, pattern: RegExp, what: string): string | undefined {
  const problem = problemOf(PROP_KINDS.text, value);
  if (problem !== undefined) return `\`${prop}\` ${problem}`;
  return pattern.test(String(value)) ? undefined : `\`${prop}\` must be ${what}, got: ${shown(value)}`;
}

export function secretProblem(prop: string, value: unknown): string | undefined {
  if (!(typeof value === 'object' && value !== null && '_bindToChannel' in value)) {
    // A secret that was written into the app instead is not repeated.
    const got = typeof value === 'string' ? 'a text' : shown(value);
    return `\`${prop}\` must be made by ChannelSecret.inParameter or ChannelSecret.inSecretsManager, got: ${got}`;
  }
  const { problem } = (value as ChannelSecret)._bindToChannel();
  return problem === undefined ? undefined : `\`${prop}\`: ${problem}`;
}

export function urlProblem(url: unknown): string | undefined {
  const problem = problemOf(PROP_KINDS.text, url);
  if (problem !== undefined) return `\`url\` ${problem}`;
  if (!/^https:\/\/[^\s/]+/.test(String(url)) || !URL.canParse(String(url))) {
    return `\`url\` must be a URL from https:// on, got: ${shown(url)}`;
  }
  const { username, password } = new URL(String(url));
  return username === '' && password === ''
    ? undefined
    : '`url` must have no user and no password: it is in the template, and posts are signed';
}

export function topicProblem(topic: unknown): string | undefined {
  if (typeof topic === 'object' && topic !== null && 'topicArn' in topic) return undefined;
  return `\`topic\` must be a topic of SNS, got: ${shown(topic)}`;
}

/** The environment of a function has 4 KB, of which the channel is one variable. */
const MOST_MENTION_BYTES = 2000;

/** @param isOne whether somebody is said as the channel knows them, which is `what` */
export function mentionsProblem(
  mentions: unknown,
  isOne: (value: unknown) => boolean,
  what: string,
): string | undefined {
  if (mentions === undefined) return undefined;
  const isMap = typeof mentions === 'object' && mentions !== null && Object.values(mentions).every(isOne);
  if (!isMap) return `\`mentions\` must have ${what} by e-mail addresses, got: ${shown(mentions)}`;
  const bytes = new TextEncoder().encode(JSON.stringify(mentions)).length;
  return bytes <= MOST_MENTION_BYTES
    ? undefined
    : `\`mentions\` must take ${MOST_MENTION_BYTES} bytes as JSON at most, since the environment of a function takes 4 KB, got: ${bytes} bytes`;
}

/** The props of a channel, and what is wrong with them as a whole. */
export function channelProps<P extends CommonChannelProps>(
  props: P,
  own: readonly (keyof P & string)[],
  /** Why props of the other kind of channel, which TypeScript would not let in, are none of this one. */
  others: Readonly<Record<string, string>> = {},
): { readonly given: P; readonly problems: readonly string[] } {
  const { given, problems } = wholeProps(props, ['name', 'routing', ...own, ...Object.keys(others)]);
  const extra = Object.entries(others).flatMap(([name, because]) =>
    name in given ? [`\`${name}\` must be left out: ${because}`] : [],
  );
  return { given, problems: [...problems, ...extra] };
}
