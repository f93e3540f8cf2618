import { Validations } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { allow } from '../allow';

/** The topic that says how releases ended. */
export class OutcomeTopic extends sns.Topic {
  constructor(scope: Construct, id: string, key: kms.IKey | undefined) {
    super(scope, id, {
      displayName: 'Release outcomes',
      enforceSSL: true,
      ...(key === undefined ? {} : { masterKey: key }),
    });
    if (key === undefined) {
      for (const rule of KEY_RULES) Validations.of(this).acknowledge({ id: rule, reason: WITHOUT_KEY });
    }
  }
}

/** Lets a role publish to a topic, also to one with a key of its own (Amazon SNS Developer Guide, "Key management"). */
export function allowPublishing(role: iam.Role, topic: sns.ITopic): void {
  allow(role, { actions: ['sns:Publish'], resources: [topic.topicArn] });
  if (!topic.masterKey) return;
  allow(role, { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [topic.masterKey.keyArn] });
}

/** What cdk-nag's packs would have a topic do. */
const KEY_RULES = [
  'AwsSolutions::AwsSolutions-SNS2',
  ...['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'].map(
    (pack) => `${pack}::${pack}-SNSEncryptedKMS`,
  ),
];

/** Why this one does not by itself (Amazon SNS Developer Guide, "Key management"). */
const WITHOUT_KEY =
  "SNS's own key shuts out EventBridge, alarms and other accounts, and messages hold nothing that the ledger's readers may not see; `outcomesKey` of the platform takes a key whose policy lets in whoever publishes and subscribes.";
