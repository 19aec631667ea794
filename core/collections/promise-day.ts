import {
  addDays,
  addMonths,
  type Day,
  dayFrom,
  dayParts,
  daysInMonth,
  endOfMonth,
  weekdayOf,
} from '#core/day.ts'

/** In the order of weekdays; words are folded, and those with a space are said together. */
const weekdays: readonly (readonly string[])[] = [
  // Without its article it is a day only after «يوم»: «احد» is somebody, «اثنين» are two.
  ['الاحد', 'يوم احد', 'sunday', 'sun'],
  ['الاثنين', 'يوم اثنين', 'الاتنين', 'monday', 'mon'],
  ['الثلاثا', 'ثلاثا', 'الثلوث', 'التلات', 'tuesday', 'tue', 'tues'],
  ['الاربعا', 'اربعا', 'الربوع', 'wednesday', 'wed'],
  ['الخميس', 'خميس', 'thursday', 'thu', 'thurs'],
  ['الجمعه', 'جمعه', 'friday', 'fri'],
  ['السبت', 'سبت', 'saturday', 'sat'],
]

const months: readonly (readonly string[])[] = [
  ['يناير', 'january', 'jan'],
  ['فبراير', 'february', 'feb'],
  ['مارس', 'march', 'mar'],
  ['ابريل', 'april', 'apr'],
  ['مايو', 'may'],
  ['يونيو', 'june', 'jun'],
  ['يوليو', 'july', 'jul'],
  ['اغسطس', 'august', 'aug'],
  ['سبتمبر', 'september', 'sep', 'sept'],
  ['اكتوبر', 'october', 'oct'],
  ['نوفمبر', 'november', 'nov'],
  ['ديسمبر', 'december', 'dec'],
]

/** Days of the Hijri year are not read: whoever means one is asked. */
const unread =
  /(?:^| )(?:محرم|صفر|ربيع|جمادي|رجب|شعبان|رمضان|شوال|ذو القعده|ذي القعده|ذو الحجه|ذي الحجه|هجري|العيد|ramadan|shawwal|rajab|eid)(?= |$)/u

const numbers: Readonly<Record<string, number>> = {
  يوم: 1,
  يومين: 2,
  ثلاث: 3,
  ثلاثه: 3,
  اربع: 4,
  اربعه: 4,
  خمس: 5,
  خمسه: 5,
  ست: 6,
  سته: 6,
  سبع: 7,
  سبعه: 7,
  ثمان: 8,
  ثمانيه: 8,
  تسع: 9,
  تسعه: 9,
  عشر: 10,
  عشره: 10,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  ten: 10,
}

/** What was read of a text: the day, and the words that said it. */
export type DayRead = Readonly<{ day: Day; said: string }>
type Rule = Readonly<{ find: RegExp; day: (match: RegExpExecArray, today: Day) => Day | undefined }>

const any = (words: readonly string[]) => words.join('|')
/** A whole word or more, between spaces. */
const whole = (pattern: string) => new RegExp(`(?:^| )(?:${pattern})(?= |$)`, 'u')

const coming = '(?:القادم|القادمه|الجاي|الجايه|الجي|المقبل|المقبله|اللي جاي|next|coming)'
const month = '(?:الشهر|شهر|هالشهر|هذا الشهر|the month|this month|month)'

/** The next such day after today. */
const nextWeekday = (weekday: number, today: Day): Day =>
  addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1)

const weekdayNamed = (word: string): number =>
  weekdays.findIndex((names) => names.includes(word.replace(/^[بل](?=ال)/u, '')))

/** The day of this month with that number, or of the next once it is over. */
function nextNumbered(number: number, today: Day): Day | undefined {
  const here = dayParts(today)
  for (const ahead of [0, 1]) {
    const { year, month: at } = dayParts(addMonths(dayFrom({ ...here, day: 1 }), ahead))
    if (number < 1 || number > daysInMonth(year, at)) continue
    const day = dayFrom({ year, month: at, day: number })
    if (day >= today) return day
  }
  return undefined
}

/** The day and month of this year, or of the next once it is long over. */
function dated(number: number, at: number, today: Day): Day | undefined {
  const { year } = dayParts(today)
  for (const ahead of [year, year + 1]) {
    if (at < 1 || at > 12 || number < 1 || number > daysInMonth(ahead, at)) return undefined
    const day = dayFrom({ year: ahead, month: at, day: number })
    if (day >= today) return day
  }
  return undefined
}

const monthNamed = (word: string | undefined): number =>
  months.findIndex((names) => names.includes(word ?? '')) + 1

const count = (word: string | undefined): number | undefined => {
  if (word === undefined) return undefined
  return /^\d+$/.test(word) ? Number(word) : numbers[word]
}

const later = '(?:بعد|خلال|في خلال|ضمن|in|within|after)'
const monthWord = any(months.flat())
const dayWord = any(weekdays.flatMap((names) => names.flatMap((name) => [name, `ب${name}`])))

/** The most exact first: what names a date is not overruled by what names a weekday. */
const rules: readonly Rule[] = [
  {
    find: whole('(\\d{1,2}) ?[/-] ?(\\d{1,2})(?: ?[/-] ?(?:20)?\\d\\d)?'),
    day: ([, day, at], today) => dated(Number(day), Number(at), today),
  },
  {
    find: whole(`(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${monthWord})`),
    day: ([, day, at], today) => dated(Number(day), monthNamed(at), today),
  },
  {
    find: whole(`(${monthWord}) (\\d{1,2})(?:st|nd|rd|th)?`),
    day: ([, at, day], today) => dated(Number(day), monthNamed(at), today),
  },
  {
    find: whole(
      '(?:يوم|بيوم|تاريخ|بتاريخ|ليوم) (\\d{1,2})|(\\d{1,2}) (?:في )?(?:الشهر|بالشهر|هالشهر)',
    ),
    day: ([, first, second], today) => nextNumbered(Number(first ?? second), today),
  },
  {
    find: whole('(?:on )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)'),
    day: ([, day], today) => nextNumbered(Number(day), today),
  },
  {
    find: whole(
      `(?:نهايه|اخر|بنهايه|باخر|لنهايه|لاخر|اواخر|end of(?: the)?|by end of) ${month}(?: (${coming}))?`,
    ),
    day: ([, next], today) => endOfMonth(next ? addMonths(`${today.slice(0, 7)}-01`, 1) : today),
  },
  {
    find: whole('(?:the )?end of (?:the )?next month|(?:the )?month end|eom'),
    day: ([said], today) =>
      endOfMonth(said.includes('next') ? addMonths(`${today.slice(0, 7)}-01`, 1) : today),
  },
  {
    find: whole(
      `(?:بدايه|اول|مطلع|بداية|start of(?: the)?|beginning of(?: the)?) (?:${month}|next month)(?: ${coming})?`,
    ),
    day: (_, today) => addMonths(`${today.slice(0, 7)}-01`, 1),
  },
  {
    find: whole(
      '(?:نهايه|اخر|بنهايه|باخر|end of(?: the)?(?: this)?) (?:الاسبوع|اسبوع|هالاسبوع|week)',
    ),
    day: (_, today) => (weekdayOf(today) === 4 ? today : nextWeekday(4, today)),
  },
  {
    find: whole(
      '(?:مع |بعد |يوم |علي |اول ما ينزل |ينزل )?(?:الراتب|الرواتب|نزول الراتب|نزول الرواتب|payday|salary day)',
    ),
    day: (_, today) => nextNumbered(27, today),
  },
  {
    find: whole(`${later} (?:اسبوعين|two weeks|2 weeks|(?:a )?fortnight)`),
    day: (_, today) => addDays(today, 14),
  },
  {
    find: whole(`${later} (?:اسبوع|الاسبوع|a week|one week|1 week)`),
    day: (_, today) => addDays(today, 7),
  },
  {
    find: whole(`${later} (?:شهر|a month|one month|1 month)`),
    day: (_, today) => addMonths(today, 1),
  },
  {
    find: whole(`(?:الاسبوع ${coming}|next week)(?: يوم)?(?: on)?(?: (${dayWord}))?`),
    day: ([, word], today) => {
      const sunday = addDays(today, 7 - weekdayOf(today))
      return addDays(sunday, word === undefined ? 4 : Math.max(0, weekdayNamed(word)))
    },
  },
  {
    find: whole(`(${dayWord}) (?:من )?(?:الاسبوع ${coming}|next week)`),
    day: ([, word = ''], today) =>
      addDays(today, 7 - weekdayOf(today) + Math.max(0, weekdayNamed(word))),
  },
  {
    // «بعد يوم الخميس» names the day that follows.
    find: whole(`${later} (يوم|يومين)(?! (?:${dayWord})(?: |$))`),
    day: ([, word], today) => addDays(today, count(word) ?? 1),
  },
  {
    find: whole(
      `${later} (\\d{1,2}|${any(Object.keys(numbers))}) (?:ايام|يوم|يوما|days?|working days|business days)`,
    ),
    day: ([, word], today) => addDays(today, count(word) ?? 0),
  },
  {
    find: whole(
      '(?:بعد ?بكره|بعد ?بكرا|بعد ?غد|بعد ?باكر|بكر[اه] (?:او|ولا) بعده|(?:the )?day after tomorrow)',
    ),
    day: (_, today) => addDays(today, 2),
  },
  {
    find: whole(`(${dayWord})(?: ${coming})?|next (${dayWord})`),
    day: ([, first, second], today) => {
      const weekday = weekdayNamed(first ?? second ?? '')
      return weekday < 0 ? undefined : nextWeekday(weekday, today)
    },
  },
  {
    find: whole('بكره|بكرا|لبكره|لبكرا|بكره الصبح|غدا|غد|باكر|tomorrow|tmrw|tmw|tomorow'),
    day: (_, today) => addDays(today, 1),
  },
  {
    find: whole('اليوم|الليله|الحين|هلحين|حالا|today|tonight|now'),
    day: (_, today) => today,
  },
]

/** The day that a text speaks of, as a person here and today would take it. @param folded text */
export function readDay(folded: string, today: Day): DayRead | undefined {
  if (unread.test(folded)) return undefined
  for (const { find, day } of rules) {
    const match = find.exec(folded)
    const read = match === null ? undefined : day(match, today)
    if (match && read !== undefined) return { day: read, said: match[0].trim() }
  }
  return undefined
}
