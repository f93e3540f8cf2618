import type * as iam from 'aws-cdk-lib/aws-iam';
import {
  MESSAGES_BY_DEFAULT,
  PAGES,
  type Channel as ChannelDefinition,
  type ChannelKind,
  type ChannelWay,
} from '../../../domain/delivery/channel';
import { PAGER_DUTY_REGIONS } from '../../../domain/delivery/pager-duty-region';
import { shown } from '../../sound-props';
import { allowPublishing } from '../outcome-topic';
import {
  channelProps,
  mentionsProblem,
  nameProblem,
  secretProblem,
  textProblem,
  topicProblem,
  urlProblem,
} from './channel-problems';
import type {
  CommonChannelProps,
  PagerDutyChannelProps,
  SlackChannelProps,
  SlackWebhookProps,
  TeamsChannelProps,
  TopicChannelProps,
  WebhookChannelProps,
} from './channel-props';
import { boundRouting } from './channel-routing';
import type { ChannelSecret } from './channel-secret';

/** A channel as the platform makes it. @internal */
export interface BoundChannel {
  readonly name: string;
  readonly kind: ChannelKind;
  /** All that is wrong with what was said of it, each as one sentence. */
  readonly problems: readonly string[];
  /** What its notifier is told; not to be asked for where there are problems. */
  definition(): ChannelDefinition;
  /** Lets the notifier read its secret and reach what it posts to. */
  allow(role: iam.Role): void;
}

/** What is particular to a kind. @internal */
interface Kind extends Pick<BoundChannel, 'kind' | 'allow'> {
  readonly problems: readonly (string | undefined)[];
  way(): ChannelWay;
}

/** A place where the platform's messages go. */
export class Channel {
  /** A channel of Slack, posted to by an app's bot: all messages of a release are one thread. */
  static slack(props: SlackChannelProps): Channel {
    const webhook = 'a channel is posted to by a bot or by an incoming webhook, which is Channel.slackWebhook';
    const { given, problems } = channelProps(props, ['botToken', 'channelId', 'mentions'], { webhook });
    const { botToken, channelId, mentions } = given;
    const what = 'the id of a channel of Slack, such as C0123456789';
    return Channel.of(given, {
      kind: 'slack',
      problems: [
        ...problems,
        secretProblem('botToken', botToken),
        textProblem('channelId', channelId, /^[CGD][A-Z0-9]{6,20}$/, what),
        slackMentionsProblem(mentions),
      ],
      way: () => ({ kind: 'slack', botToken: placeOf(botToken), channelId, ...(mentions ? { mentions } : {}) }),
      ...reading(botToken),
    });
  }

  /** A channel of Slack, posted to by an incoming webhook: each message stands by itself, since a webhook knows no threads. */
  static slackWebhook(props: SlackWebhookProps): Channel {
    const instead = 'a channel is posted to by an incoming webhook or by a bot, which is Channel.slack';
    const { given, problems } = channelProps(props, ['webhook', 'mentions'], { botToken: instead, channelId: instead });
    const { webhook, mentions } = given;
    return Channel.of(given, {
      kind: 'slack-webhook',
      problems: [...problems, secretProblem('webhook', webhook), slackMentionsProblem(mentions)],
      way: () => ({ kind: 'slack-webhook', webhook: placeOf(webhook), ...(mentions ? { mentions } : {}) }),
      ...reading(webhook),
    });
  }

  /** A channel of Microsoft Teams, posted to by a workflow. It says that it has queued a message, and no more. */
  static teams(props: TeamsChannelProps): Channel {
    const { given, problems } = channelProps(props, ['webhook', 'mentions']);
    const { webhook, mentions } = given;
    return Channel.of(given, {
      kind: 'teams',
      problems: [
        ...problems,
        secretProblem('webhook', webhook),
        mentionsProblem(mentions, isTeamsPerson, 'the id and the name of people in Teams'),
      ],
      way: () => ({ kind: 'teams', webhook: placeOf(webhook), ...(mentions ? { mentions } : {}) }),
      ...reading(webhook),
    });
  }

  /** A service of PagerDuty. It calls somebody only where a person is needed, and ends the alert where that is over. */
  static pagerDuty(props: PagerDutyChannelProps): Channel {
    const { given, problems } = channelProps(props, ['routingKey', 'region']);
    const { routingKey, region = 'us', routing } = given;
    const known = PAGER_DUTY_REGIONS.includes(region);
    const unheard = Array.isArray(routing?.events) ? routing.events.filter((one) => !PAGES.includes(one)) : [];
    return Channel.of(given, {
      kind: 'pager-duty',
      problems: [
        ...problems,
        secretProblem('routingKey', routingKey),
        known ? undefined : `\`region\` must be one of ${PAGER_DUTY_REGIONS.join(', ')}, got: ${shown(region)}`,
        unheard.length === 0
          ? undefined
          : `\`routing.events\` of a pager must each be one of ${PAGES.join(', ')}: of anything else PagerDuty is told nothing, got: ${unheard.map(shown).join(', ')}`,
      ],
      way: () => ({ kind: 'pager-duty', routingKey: placeOf(routingKey), region }),
      ...reading(routingKey),
    });
  }

  /** Anything that takes webhooks, signed as Standard Webhooks has it. */
  static webhook(props: WebhookChannelProps): Channel {
    const { given, problems } = channelProps(props, ['url', 'signingSecret']);
    const { url, signingSecret } = given;
    return Channel.of(given, {
      kind: 'webhook',
      problems: [...problems, urlProblem(url), secretProblem('signingSecret', signingSecret)],
      way: () => ({ kind: 'webhook', url, signingSecret: placeOf(signingSecret) }),
      ...reading(signingSecret),
    });
  }

  /** A topic of your own: text for mail, JSON for everything else. */
  static sns(props: TopicChannelProps): Channel {
    return Channel.byTopic('sns', props);
  }

  /** A topic that Amazon Q Developer in chat applications is subscribed to, in the form of its custom notifications. */
  static qDeveloper(props: TopicChannelProps): Channel {
    return Channel.byTopic('q-developer', props);
  }

  private static byTopic(kind: 'sns' | 'q-developer', props: TopicChannelProps): Channel {
    const { given, problems } = channelProps(props, ['topic']);
    const { topic } = given;
    return Channel.of(given, {
      kind,
      problems: [...problems, topicProblem(topic)],
      way: () => ({ kind, topicArn: topic.topicArn }),
      allow: (role) => {
        allowPublishing(role, topic);
      },
    });
  }

  private static of(props: CommonChannelProps, of: Kind): Channel {
    const { kind, problems } = of;
    const { name = kind } = props;
    const bound = boundRouting(props.routing, kind === 'pager-duty' ? PAGES : MESSAGES_BY_DEFAULT);
    const all = [nameProblem(name), ...problems, ...bound.problems].filter((one) => one !== undefined);
    return new Channel({
      name,
      kind,
      problems: all.map((one) => `channel ${shown(name)}: ${one}`),
      definition: () => ({ name, routing: bound.routing, way: of.way() }),
      allow: (role) => {
        of.allow(role);
      },
    });
  }

  private constructor(private readonly bound: BoundChannel) {}

  /** @internal */
  _bindToPlatform(): BoundChannel {
    return this.bound;
  }
}

function placeOf(secret: ChannelSecret) {
  return secret._bindToChannel().place();
}

function reading(secret: ChannelSecret): Pick<Kind, 'allow'> {
  return {
    allow: (role) => {
      secret._bindToChannel().allowReading(role);
    },
  };
}

function slackMentionsProblem(mentions: unknown): string | undefined {
  const isMember = (one: unknown) => typeof one === 'string' && /^[UW][A-Z0-9]{2,20}$/.test(one);
  return mentionsProblem(mentions, isMember, 'member ids of Slack, such as U0123456789,');
}

function isTeamsPerson(one: unknown): boolean {
  if (typeof one !== 'object' || one === null) return false;
  const { id, name, ...others } = one as Readonly<Record<string, unknown>>;
  return typeof id === 'string' && typeof name === 'string' && Object.keys(others).length === 0;
}
