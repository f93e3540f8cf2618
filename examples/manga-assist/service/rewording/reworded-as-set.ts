import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Assistant } from '../conversation/assistant';
import { bedrockRewording } from './bedrock-rewording';
import { recordedAnswers } from './recorded-answers';
import { rewordedAssistant } from './reworded-assistant';

/**
 * The assistant with the model step that the environment asks for:
 *
 * - `REWORDING_MODEL`: the id of a model or of an inference profile of Bedrock;
 * - `REWORDING_RECORDED`: a file of recorded answers that is shipped with the function's code.
 *
 * @default - no model: the assistant as it is
 */
export function rewordedAsSet(assistant: Assistant, env: NodeJS.ProcessEnv): Assistant {
  const { REWORDING_MODEL: model, REWORDING_RECORDED: file, LAMBDA_TASK_ROOT: root = '.' } = env;
  if (model && file) throw new Error('REWORDING_MODEL and REWORDING_RECORDED are both set. Remove one of them.');
  if (file) return rewordedAssistant(assistant, recordedAnswers(readFileSync(join(root, file), 'utf8')));
  return model ? rewordedAssistant(assistant, bedrockRewording(model)) : assistant;
}
