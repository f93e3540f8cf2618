import { DynamoDb } from '../../lib/rehearsal/dynamodb/dynamodb';
import { ApiError } from '../../lib/rehearsal/kernel/api-error';
import { NotEmulated } from '../../lib/rehearsal/kernel/not-emulated';
import { place } from '../../lib/rehearsal/kernel/place';
import { Simulation } from '../../lib/rehearsal/kernel/simulation';
import { quietPorts } from '../rehearsal/dynamodb/quiet-ports';
import type { Answer, Send } from './answer';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/oracle' };

/** The rehearsal's DynamoDB, called as handlers call it. */
export class EmulatedDynamoDb {
  private readonly dynamoDb = new DynamoDb(quietPorts(new Simulation(0)), {
    place: place('111122223333', 'us-east-1'),
  });

  async createTable(definition: Readonly<Record<string, unknown>> & { readonly TableName: string }): Promise<void> {
    await this.dynamoDb.createTable(definition);
  }

  async deleteTable(name: string): Promise<void> {
    await this.dynamoDb.deleteTable(name);
  }

  readonly send: Send = async (operation, input): Promise<Answer> => {
    try {
      const output = await this.dynamoDb.api(operation, input, caller);
      return { kind: 'output', output: output as Readonly<Record<string, unknown>> };
    } catch (error) {
      if (error instanceof ApiError) {
        return { kind: 'error', code: error.code, message: error.message, members: error.members ?? {} };
      }
      if (error instanceof NotEmulated) return { kind: 'error', code: error.code, message: error.what, members: {} };
      throw error;
    }
  };
}
