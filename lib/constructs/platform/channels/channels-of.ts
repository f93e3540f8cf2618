import { PROP_KINDS, problemOf, shown } from '../../sound-props';
import { Channel, type BoundChannel } from './channel';
import { ChannelSecret } from './channel-secret';

/** The channels of a platform that can be made, and all that is wrong with the others, each as one sentence. */
export function channelsOf(
  given: unknown,
  slackWebhookParameter: string | undefined,
): { readonly channels: readonly BoundChannel[]; readonly problems: readonly string[] } {
  const list = given === undefined ? [] : given;
  if (!Array.isArray(list)) {
    return { channels: [], problems: [`\`channels\` ${problemOf(PROP_KINDS.channels, list) ?? ''}`] };
  }
  const made = list.filter((one): one is Channel => PROP_KINDS.channels.holds([one]));
  const foreign = list
    .filter((one) => !PROP_KINDS.channels.holds([one]))
    .map((one) => `\`channels\` must be made by the functions of Channel, got: ${shown(one)}`);
  const bound = made.map((one) => one._bindToPlatform());
  const channels = slackWebhookParameter === undefined ? bound : [...bound, byShorthand(slackWebhookParameter)];
  const names = channels.map(({ name }) => name);
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) < index))];
  return {
    channels: channels.filter(({ name, problems }) => problems.length === 0 && !twice.includes(name)),
    problems: [
      ...foreign,
      ...channels.flatMap(({ problems }) => problems),
      ...twice.map((name) => `two channels are called ${shown(name)}: give one of them another \`name\``),
      ...bothAtOnce(bound, slackWebhookParameter),
    ],
  };
}

function byShorthand(parameter: string): BoundChannel {
  return Channel.slackWebhook({ webhook: ChannelSecret.inParameter(parameter) })._bindToPlatform();
}

/** The shorthand names no channel of Slack, so that nobody can say that it is another one than the bot's. */
function bothAtOnce(bound: readonly BoundChannel[], slackWebhookParameter: string | undefined): readonly string[] {
  const bots = bound.filter(({ problems, kind }) => problems.length === 0 && kind === 'slack');
  if (slackWebhookParameter === undefined) return [];
  return bots.map(
    ({ name }) =>
      `\`slackWebhookParameter\` stands beside channel ${shown(name)}, which is posted to by a bot: leave it out, or write it as Channel.slackWebhook where it is another channel of Slack`,
  );
}
