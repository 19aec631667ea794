/** What is dropped: vowel marks and Quranic signs, the tatweel, marks of direction and of no width. */
export const droppedCharacters =
  '\\u0610-\\u061A\\u064B-\\u065F\\u0670\\u06D6-\\u06ED\\u08D3-\\u08FF\\u0640' +
  '\\u200B-\\u200F\\u202A-\\u202E\\u2066-\\u2069\\u061C\\uFEFF'

/** What counts as a space; NFKC has already made U+0020 of most others. */
export const spaceCharacters = '\\u0009-\\u000D\\u0020\\u0085\\u1680\\u2028\\u2029'

/**
 * Letters and digits that are searched as another one, letter over letter. Latin capitals beyond
 * ASCII are listed too, because what `lower()` does to them depends on the database's locale.
 */
export const foldedFrom =
  'آأإٱىیةۃەکؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫' +
  'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ' +
  'ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ'
export const foldedTo =
  'ااااييهههكوي01234567890123456789.' +
  'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ' +
  'āăąćĉċčďđēĕėęěĝğġģĥħĩīĭįiĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżž'

/** The hamza alone and the Arabic thousands separator leave no trace in a search. */
export const foldedAway = 'ء٬'

const dropped = new RegExp(`[${droppedCharacters}]`, 'gu')
const spaces = new RegExp(`[${spaceCharacters}]+`, 'gu')
const folding = new Map<string, string>([
  ...Array.from(foldedFrom, (letter, at): [string, string] => [letter, foldedTo.charAt(at)]),
  ...Array.from(foldedAway, (letter): [string, string] => [letter, '']),
])
const folded = new RegExp(`[A-Z${foldedFrom}${foldedAway}]`, 'gu')

/**
 * The text as a search sees it: «مُؤسَّسة» and «موسسه», «أحمد» and «احمد», ١٢٣ and 123 become one.
 * For search keys only: never for display, nor to decide that two things are the same.
 * PostgreSQL does exactly the same by `foldSql`.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(dropped, '')
    .replace(folded, (letter) => folding.get(letter) ?? letter.toLowerCase())
    // A letter and its accent that a dropped mark kept apart become one letter here.
    .normalize('NFKC')
    .replace(spaces, ' ')
    .replace(/^ | $/g, '')

/** Words that say what kind of business it is and tell no two customers apart, already folded. */
export const legalForms: ReadonlySet<string> = new Set(
  [
    'موسسه الموسسه شركه الشركه مكتب المكتب مصنع المصنع المحدوده محدوده مساهمه المساهمه مقفله',
    'ذمم شذمم وشركاه وشركاوه وشركايه وشريكه',
    'est establishment co company corp corporation inc incorporated ltd limited llc wll jsc cjsc',
    'office factory وco وcompany وpartners',
  ].flatMap((line) => line.split(' ')),
)

/**
 * A key under which spellings of one customer's name meet, to ask "is this the same?" before a
 * second record is made: legal forms are dropped, عبد الله is عبدالله, and `&`, `and`, و are one.
 */
export function foldName(name: string): string {
  const plain = fold(name)
  const words = plain
    .replace(/[.'’`]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}&]+/gu, ' ')
    .replace(/(^| )(?:ذ م م|l l c|شركه شخص واحد|شخص واحد)(?= |$)/g, ' ')
    .replace(/ *(?:&| and(?= )| و(?= )) */g, ' و')
    .trim()
    .split(' ')
    .filter((word) => word !== '' && word !== 'و' && !legalForms.has(word))
  if (words.length === 0) return plain
  return words.join(' ').replace(/(^| )عبد (?=ال)/g, '$1عبد')
}
