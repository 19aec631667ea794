import { fold } from '#core/arabic/fold.ts'
import { currencyWords, joining, monthWords, spellings } from './spellings.ts'

/** Begins with a letter that only looks like «and». */
const ownWaw =
  /^و(?:صل|قت|ين|ش$|رق(?!م)|عد|اتس|اقف|ايد|الله|زار|حد|ضع|ظيف|فر|رش|كيل|سيط|ثق|اجه|اضح|جد|قف|سع|زن|جب|قع|لد|صف|سيل|افق|اسط|ارد|سخ|هم)/
const article = /^(?:[وفبكعه]?ال|و?لل)(?=.{3})/
const ownArticle = /^(?:الله|الغ|التز|الم$|اله)/
const future =
  /^(?:[بحه](?=[يتن].{3}|ا.{3})|س(?=[يتن].{4})|[بهح](?=(?:دفع|سدد|حول|رسل|شوف|طلب|اخذ|شتكي|جرب|جدد)))/
const person = /^[يتنا](?=.{3})/
const endings =
  /(?<=.{3})(?:ولي|وني|ونا|ونها|تكم|تها|ناها|كم|هم|ها|نا|ني|لي|لك|لكم|لنا|كن|هن|ين|ون|ات|وا|ته|يه|[هيتكوا])$/

/** The form under which spellings and inflections of one word meet. Never shown, and no real root. */
export function keyOf(word: string): string {
  // Long vowels cried out: كااام, pleeease.
  const plain = fold(word)
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/['’]/g, '')
  const known = spellings.get(plain) ?? plain
  if (joining.has(known) || currencyWords.has(known) || monthWords.has(known)) return known
  const bare = /\p{Script=Arabic}/u.test(known) ? arabicStem(known) : englishStem(known)
  return spellings.get(bare) ?? bare
}

const englishStem = (word: string): string =>
  word.length < 5 ? word : word.replace(/(?<!s)s$|ing$|ed$/, '')

function arabicStem(word: string): string {
  let stem = ownWaw.test(word) ? word : word.replace(/^و(?=.{3})/, '')
  if (!ownArticle.test(stem)) stem = stem.replace(article, '')
  const known = spellings.get(stem)
  if (known !== undefined) stem = known
  stem = stem.replace(future, '').replace(person, '')
  for (let times = 0; times < 3; times += 1) stem = stem.replace(endings, '')
  return stem
}
