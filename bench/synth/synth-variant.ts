/** Synthesizes one variant in a process of its own, as `cdk synth` does, and prints the seconds that it took. */
import { synthSeconds, type Variant } from './variants';

const [variant, directory = ''] = process.argv.slice(2);
process.stdout.write(String(synthSeconds(variant as Variant, directory)));
