import { type Handler } from '../../../examples/manga-assist/service/create-handler';
import { InMemoryCatalogue } from './in-memory-catalogue';

const EXAMPLE = '../../../examples/manga-assist';

const ENTRIES = {
  'first release': `${EXAMPLE}/service/handler`,
  'better-ranking': `${EXAMPLE}/changes/better-ranking/handler`,
  'breaks-follow-up': `${EXAMPLE}/changes/breaks-follow-up/handler`,
  'rude-answers': `${EXAMPLE}/changes/rude-answers/handler`,
  'slower-answers': `${EXAMPLE}/changes/slower-answers/handler`,
  'fails-under-traffic': `${EXAMPLE}/changes/fails-under-traffic/handler`,
} as const;

export type Release = keyof typeof ENTRIES;

/**
 * The handler of a release in an execution environment of its own: its entry file, loaded anew, without DynamoDB.
 *
 * @param catalogue what it has for a catalogue
 */
export function freshEnvironment(release: Release, catalogue = new InMemoryCatalogue()): Handler {
  let handler: Handler | undefined;
  jest.isolateModules(() => {
    jest.doMock(`${EXAMPLE}/service/catalogue/deployed-catalogue`, () => ({
      deployedCatalogue: catalogue,
    }));
    handler = jest.requireActual<{ readonly handler: Handler }>(ENTRIES[release]).handler;
  });
  return handler!;
}
