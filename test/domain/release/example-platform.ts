import type { DescribedDeployment } from '../../../lib/domain/release/deployments';
import type { Manifest } from '../../../lib/domain/release/manifest';

export const deployment: DescribedDeployment = {
  id: 'd-1',
  deploymentGroup: 'chat-live',
  functionName: 'chat',
  aliasName: 'live',
  currentVersion: '7',
  targetVersion: '8',
  createdAt: 1000,
};

export const manifest: Manifest = {
  schema: 2,
  gates: {
    bucket: 'assets',
    key: 'gates.json',
    sha256: 'a'.repeat(64),
    asked: [
      { name: 'health', phase: 'before-traffic', deadlineSeconds: 90 },
      { name: 'chat', phase: 'before-traffic', deadlineSeconds: 630 },
      { name: 'health-at-100-percent', phase: 'after-traffic', deadlineSeconds: 90 },
    ],
  },
  releaseRoleArn: 'arn:aws:iam::123456789012:role/sluice/main/chat',
  alarms: { 'error-rate': 'chat-errors', latency: 'chat-latency' },
};
