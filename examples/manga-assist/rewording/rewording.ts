import { type ICommandHooks } from 'aws-cdk-lib/aws-lambda-nodejs';

/** By what replies are reworded. */
export type Rewording =
  | {
      /** A model on Bedrock. */
      readonly kind: 'model';
      /** The id of the model or of an inference profile. */
      readonly model: string;
      /** What the function may invoke: the profile, and the model in every Region behind it. */
      readonly modelArns: readonly string[];
    }
  | {
      /** Recorded answers, which are shipped with the code: for rehearsals and tests. */
      readonly kind: 'recorded';
      /** From the example's folder, such as `rewording/recorded-answers.jsonl`. */
      readonly file: string;
    };

const SHIPPED_AS = 'recorded-answers.jsonl';

/** What the function's environment says of it; `rewordedAsSet` reads that. */
export function rewordingEnvironment(rewording: Rewording | undefined): Readonly<Record<string, string>> {
  switch (rewording?.kind) {
    case 'model':
      return { REWORDING_MODEL: rewording.model };
    case 'recorded':
      return { REWORDING_RECORDED: SHIPPED_AS };
    case undefined:
      return {};
  }
}

/** Puts a file beside the bundled code. */
export function shippedWith(file: string): ICommandHooks {
  const copy = `require('node:fs').copyFileSync(process.argv[1], process.argv[2])`;
  return {
    beforeInstall: () => [],
    beforeBundling: () => [],
    // By Node, since the shell's own command has another name on Windows.
    afterBundling: (_, outputDirectory) => [`node -e "${copy}" "${file}" "${outputDirectory}/${SHIPPED_AS}"`],
  };
}
