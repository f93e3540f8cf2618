import type { WireProtocol } from '../kernel/wire';
import { QUERY_CODES } from './sqs-error';

/**
 * SQS speaks AWS JSON 1.0 and still names its errors as its query protocol did: the SDKs read that code from a header.
 *
 * @param json AWS JSON 1.0
 */
export function sqsProtocol(json: WireProtocol): WireProtocol {
  return {
    ...json,
    refuse: (error) => {
      const refusal = json.refuse(error);
      const code = `${QUERY_CODES[error.code] ?? error.code};${error.statusCode < 500 ? 'Sender' : 'Receiver'}`;
      return { ...refusal, headers: { ...refusal.headers, 'x-amzn-query-error': code } };
    },
  };
}
