/**
 * Words that shoppers use around what they ask for. A word that is neither here nor in the catalogue is taken for the
 * name of a title that the shop does not have.
 */
export const SMALL_WORDS: ReadonlySet<string> = new Set(
  `
  1st 2nd 3rd a about after afternoon all also an and another any anything are as at author authors available away
  be been before book books but buy by can carry cheap cheaper class come cost costs could day did do does drawn
  drew each eight eleven else enjoyed evening ever expensive fewer fifteen find finish finished first five for
  four from genre genres get give go good got great greetings had has have hello hey hi how i id if ill im in is
  it its ive just keep kind know last length less let like liked long longer look looking lot love loved manga
  mangaka many maximum may me mean meant minimum more morning most much my name need new next nice nine no not now
  number of offer ok okay old on one ones only or other our out over part please pretty price prices published
  read reader readers reading really recommend recommendation recommendations same second see sell series set
  seven she short shorter should show similar six so some something sort started starts stock stories story style
  suggest suggestion suggestions sure tell ten than thank thanks that the their them then there these they thing
  think third thirty this those three to today tonight too total try twelve twenty two under up us very volume
  volumes want was we weekend well were what whats when where which who whole whom whose why will with would write
  writer written wrote year years yes yet you your yours
  `
    .trim()
    .split(/\s+/u),
);
