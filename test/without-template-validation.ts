/**
 * CDK validates each template that it synthesizes, which takes longer than all the rest of a synth. The templates of the
 * manga assistant, which use all there is, are validated by a test of theirs; the others need not be, each time anew.
 */
process.env.CDK_VALIDATION = 'false';
