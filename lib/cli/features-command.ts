import { emulatedFeatures } from '../rehearsal';
import { EXIT } from './exit-code';
import { featuresPage } from './features-page';

/** `sluice features`. Answers the exit code. */
export function featuresCommand({ json = false }: { readonly json?: boolean }): number {
  const features = emulatedFeatures();
  process.stdout.write(json ? `${JSON.stringify({ schema: 1, ...features }, undefined, 2)}\n` : featuresPage(features));
  return EXIT.good;
}
