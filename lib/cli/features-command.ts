import { emulatedFeatures } from '../rehearsal';
import { EXIT } from './exit-code';
import { featuresPage } from './features-page';
import { jsonText } from './json-text';

/** `sluice features`. Answers the exit code. */
export function featuresCommand({ json = false }: { readonly json?: boolean }): number {
  const features = emulatedFeatures();
  process.stdout.write(json ? jsonText({ schema: 1, ...features }) : featuresPage(features));
  return EXIT.good;
}
