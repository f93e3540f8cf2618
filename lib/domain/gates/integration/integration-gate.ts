import type { GateKind } from '../../gate/gate-kind';
import { callsSideBySide, suiteCalls } from '../../gate/suite-calls';
import { secondsWithTeardown, teardownProblems } from '../../gate/teardown-time';
import { conversationsWith, type Suite } from '../../suite/suite';
import { integrationSchema, type IntegrationDefinition } from './integration-definition';
import { runIntegrationGate } from './run-integration';

/** Does green still hold its conversations? */
export const INTEGRATION_GATE: GateKind<IntegrationDefinition> = {
  schema: integrationSchema,
  problems: ({ suite, withinSeconds, tags = [] }) =>
    suite ? [...teardownProblems(suite, withinSeconds, 1), ...tagProblems(tags, suite)] : [],
  seconds: ({ suite, withinSeconds }) => secondsWithTeardown(suite, withinSeconds, 1),
  calls: ({ suite, tags, concurrency }) => {
    const conversations = conversationsWith(suite, tags);
    return callsSideBySide(suiteCalls(suite, conversations), concurrency, conversations.length);
  },
  needsBlue: false,
  run: runIntegrationGate,
};

function tagProblems(tags: readonly string[], { conversations }: Suite): readonly string[] {
  const known = [...new Set(conversations.flatMap((one) => one.tags ?? []))];
  return tags
    .filter((tag) => !known.includes(tag))
    .map((tag) => `\`tags\` must be of the suite's (${known.join(', ') || 'it has none'}), got: "${tag}"`);
}
