import { emulatedFeatures } from '../../rehearsal';
import type { AddCommand } from '../add-command';
import { EXIT } from '../exit-code';
import { featuresPage } from '../features-page';
import { jsonText } from '../json-text';

interface FeaturesOptions {
  readonly json?: boolean;
}

/** `sluice features` */
export const features: AddCommand = (program, ended) => {
  program
    .command('features')
    .description('lists what a rehearsal emulates: services, resource types with their properties, operations')
    .option('--json', 'print the list as JSON on standard output')
    .action((options: FeaturesOptions) => {
      ended(listFeatures(options));
    });
};

function listFeatures({ json = false }: FeaturesOptions): number {
  const emulated = emulatedFeatures();
  process.stdout.write(json ? jsonText({ schema: 1, ...emulated }) : featuresPage(emulated));
  return EXIT.good;
}
