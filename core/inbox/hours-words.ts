import { weekdays } from '#core/format.ts'
import type { Shifts } from '#core/hours.ts'
import type { Language } from '#core/people/identity.ts'

type Windows = Shifts[number]
/** Days in a row with the same windows; the week has no end, so Saturday is beside Sunday. */
type Run = Readonly<{ days: readonly number[]; windows: Windows }>

const same = (a: Windows, b: Windows): boolean =>
  a.length === b.length &&
  a.every(({ from, until }, at) => b[at]?.from === from && b[at]?.until === until)

function runsOf(shifts: Shifts): Run[] {
  const runs: Run[] = []
  for (const [day, shift] of shifts.entries()) {
    const windows = shift.toSorted((a, b) => a.from - b.from)
    const last = runs.at(-1)
    if (last && same(last.windows, windows))
      runs.splice(-1, 1, { windows, days: [...last.days, day] })
    else runs.push({ windows, days: [day] })
  }
  const [first] = runs
  const last = runs.at(-1)
  if (first && last && first !== last && same(first.windows, last.windows))
    runs.splice(
      0,
      runs.length,
      { ...first, days: [...last.days, ...first.days] },
      ...runs.slice(1, -1),
    )
  return runs.filter(({ windows }) => windows.length > 0)
}

const halves = { ar: ['ص', 'م'], en: ['am', 'pm'] } as const

/** A minute of the day on a clock of twelve hours: «9:00 ص», "5:30 pm". */
function clockTime(minute: number, lang: Language): string {
  const hour = Math.floor(minute / 60) % 24
  const shown = `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute % 60).padStart(2, '0')}`
  return `${shown} ${halves[lang][hour < 12 ? 0 : 1]}`
}

function daysInWords(days: readonly number[], lang: Language): string {
  const names = days.map((day) => weekdays[lang][day] ?? '')
  const [first = ''] = names
  const last = names.at(-1) ?? ''
  if (names.length === 7) return lang === 'ar' ? 'كل يوم' : 'every day'
  if (names.length === 1) return first
  if (names.length === 2) return lang === 'ar' ? `${first} و${last}` : `${first} and ${last}`
  return lang === 'ar' ? `من ${first} إلى ${last}` : `${first} to ${last}`
}

function windowsInWords(windows: Windows, lang: Language): string {
  const said = windows.map(({ from, until }) => {
    const [begins, ends] = [clockTime(from, lang), clockTime(until, lang)]
    return lang === 'ar' ? `من ${begins} إلى ${ends}` : `${begins} to ${ends}`
  })
  return said.join(lang === 'ar' ? ' و' : ' and ')
}

/**
 * When a company is there, as it tells a customer: «من الأحد إلى الخميس، من 9:00 ص إلى 5:00 م».
 * @returns nothing for one that is never there
 */
export function hoursInWords(shifts: Shifts, lang: Language): string | undefined {
  const runs = runsOf(shifts).map(
    ({ days, windows }) =>
      `${daysInWords(days, lang)}${lang === 'ar' ? '،' : ','} ${windowsInWords(windows, lang)}`,
  )
  return runs.length === 0 ? undefined : runs.join(lang === 'ar' ? '؛ ' : '; ')
}
