import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbAttestations } from '../lib/adapters/dynamodb-attestations';
import { DynamoDbDebts } from '../lib/adapters/dynamodb-debts';
import { DynamoDbFacts } from '../lib/adapters/dynamodb-facts';
import { DynamoDbDeliveries } from '../lib/adapters/dynamodb-deliveries';
import { DynamoDbLedger } from '../lib/adapters/dynamodb-ledger';
import { DynamoDbNotices } from '../lib/adapters/dynamodb-notices';
import { DynamoDbReleases } from '../lib/adapters/dynamodb-releases';
import { DynamoDbScores } from '../lib/adapters/dynamodb-scores';
import { DynamoDbSpentGlasses } from '../lib/adapters/dynamodb-spent-glasses';
import { DynamoDbUnpacked } from '../lib/adapters/dynamodb-unpacked';
import { DynamoDbWatches } from '../lib/adapters/dynamodb-watches';
import { writeLine } from './log-line';
import { LoggedLedger } from './logged-ledger';
import { requiredEnvironment } from './required-environment';
import { RETRIES } from './retries';
import { TellingLedger } from './telling-ledger';

// The platform's tables. They are not among the other clients, as their package comes whole into whatever bundle names it.

export const ledger = () => new LoggedLedger(new DynamoDbLedger(client(), requiredEnvironment('LEDGER_TABLE')));
export const facts = () => new DynamoDbFacts(client(), requiredEnvironment('LEDGER_TABLE'));
export const attestations = () => new DynamoDbAttestations(client(), requiredEnvironment('LEDGER_TABLE'));
export const spentGlasses = () => new DynamoDbSpentGlasses(client(), requiredEnvironment('LEDGER_TABLE'));
export const history = () => new DynamoDbReleases(client(), requiredEnvironment('LEDGER_TABLE'));
export const debts = () => new DynamoDbDebts(client(), requiredEnvironment('LEDGER_TABLE'));
export const unpacked = () => new DynamoDbUnpacked(client(), requiredEnvironment('LEDGER_TABLE'));
export const deliveries = () => new DynamoDbDeliveries(client(), requiredEnvironment('LEDGER_TABLE'));
export const notices = () => new DynamoDbNotices(client(), requiredEnvironment('LEDGER_TABLE'));
/** As above, and its log has what an ended release is in metrics. */
export const tellingLedger = (platform: string) => new TellingLedger(ledger(), platform, writeLine);
export const watches = () => new DynamoDbWatches(client(), requiredEnvironment('LEDGER_TABLE'));
export const scores = (now: () => number) => new DynamoDbScores(client(), requiredEnvironment('SCORES_TABLE'), now);

function client(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(RETRIES), { marshallOptions: { removeUndefinedValues: true } });
}
