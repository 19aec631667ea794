import { addDays, type Day, weekdayOf } from '#core/day.ts'
import { type Currency, digitsOf, type Money, share } from '#core/money.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Clock } from '#platform/time.ts'
import { type Chance, chance } from './chance.ts'
import type { DemoCustomer } from './customers.ts'
import { giveWord } from './give-word.ts'
import type { Api } from './index.ts'
import { goods } from './names.ts'

type Deed = () => Promise<void>
const id = () => uuidv7(Date.now())

/** What one unit of a foreign currency was worth in riyals, a little different every week. */
const rates: Partial<Record<Currency, number>> = { USD: 3.75, AED: 1.0211, KWD: 12.21, BHD: 9.95 }
const rateOf = (currency: Currency, luck: Chance): { rate?: string } => {
  const rate = rates[currency]
  return rate === undefined ? {} : { rate: (rate * (1 + (luck.next() - 0.5) / 100)).toFixed(6) }
}

/** What is to be done, by who does it: of one customer's deeds, each waits for the one before. */
class Deeds {
  readonly #byCustomer = new Map<string, Deed[]>()
  add(customerId: string, deed: Deed): void {
    const deeds = this.#byCustomer.get(customerId) ?? []
    this.#byCustomer.set(customerId, deeds)
    deeds.push(deed)
  }
  /** Does them, so many customers side by side. */
  async live(atOnce: number): Promise<void> {
    const waiting = [...this.#byCustomer.values()]
    const walk = async () => {
      for (let deeds = waiting.shift(); deeds; deeds = waiting.shift())
        for (const deed of deeds) await deed()
    }
    await Promise.all(Array.from({ length: atOnce }, walk))
  }
}

/**
 * A calendar of deeds: each day's are done on that day, by the house's own clock. Whatever a customer
 * does is decided by their own chance and order, so that a slow machine lives the same year.
 */
class Diary {
  readonly #days = new Map<Day, Deeds>()
  readonly #evenings = new Map<Day, Deeds>()
  readonly #last: Day
  constructor(last: Day) {
    this.#last = last
  }
  #write(into: Map<Day, Deeds>, day: Day, customerId: string, deed: Deed): void {
    if (day > this.#last) return
    const deeds = into.get(day) ?? new Deeds()
    into.set(day, deeds)
    deeds.add(customerId, deed)
  }
  /** Writes a deed down; what would happen after today does not happen. */
  on(day: Day, { id: customerId }: DemoCustomer, deed: Deed): void {
    this.#write(this.#days, day, customerId, deed)
  }
  /** A deed that reads what the day has brought: after all the others, one at a time. */
  inTheEvening(day: Day, { id: customerId }: DemoCustomer, deed: Deed): void {
    this.#write(this.#evenings, day, customerId, deed)
  }
  /** The deeds of a day, those included that its own deeds add to it. */
  async live(day: Day, atOnce: number): Promise<void> {
    for (let deeds = this.#days.get(day); deeds; deeds = this.#days.get(day)) {
      this.#days.delete(day)
      await deeds.live(atOnce)
    }
    await this.#evenings.get(day)?.live(1)
  }
}

const workday = (day: Day): Day => {
  const weekday = weekdayOf(day)
  return weekday >= 5 ? addDays(day, weekday === 5 ? -1 : -2) : day
}

function linesOf(luck: Chance, customer: DemoCustomer) {
  const abroad = customer.country !== 'SA'
  return Array.from({ length: luck.between(1, 4) }, () => {
    const [description, price, unit] = luck.pick(goods)
    const rate = rates[customer.currency] ?? 1
    const quantity = luck.between(1, customer.weight > 2 ? 24 : 8)
    return {
      description,
      unit,
      quantity: String(quantity),
      unitPrice: (Number(price) / rate).toFixed(2),
      ...(luck.often(0.12) && { discount: { kind: 'percent' as const, basisPoints: 500 } }),
      vat: abroad
        ? { category: 'Z' as const, rateBasisPoints: 0, reason: 'VATEX-SA-32' as const }
        : { category: 'S' as const, rateBasisPoints: 1500 },
    }
  })
}

/**
 * Pays an invoice as this customer does: whole or in parts, sometimes a little too much.
 * @returns the day of the first payment, if there is one
 */
function pay(
  { luck, diary, api }: Life,
  customer: DemoCustomer,
  gross: Money,
  from: Day,
  dueOn: Day,
): Day | undefined {
  const { habit } = customer
  if (!luck.often(habit.pays)) return undefined
  const on = (days: number) => {
    const day = workday(addDays(dueOn, days))
    return day < from ? from : day
  }
  const first = on(luck.between(habit.early, habit.late))
  const parts = luck.often(habit.parts)
    ? [share(gross.minor, luck.between(3, 7), 10)]
    : [gross.minor]
  if (parts.length === 1 && parts[0] !== gross.minor) {
    const rest = gross.minor - (parts[0] ?? 0)
    if (luck.often(0.6)) parts.push(rest)
  }
  const unit = 10 ** digitsOf(gross.currency)
  if (luck.often(0.015)) parts[0] = (parts[0] ?? 0) + 50 * unit
  for (const [at, minor] of parts.entries()) {
    if (minor <= 0) continue
    const day = at === 0 ? first : workday(addDays(first, luck.between(7, 30)))
    diary.on(day, customer, async () => {
      await api.payments.record({
        id: id(),
        customerId: customer.id,
        amount: { minor, currency: gross.currency },
        method: luck.pick(['transfer', 'transfer', 'transfer', 'cash', 'card', 'cheque']),
        paidOn: day,
        reference: `TRX-${luck.between(100000, 999999)}`,
        ...rateOf(gross.currency, luck),
      })
    })
  }
  return first
}

type Year = Readonly<{ diary: Diary; api: Api; sent: { day: Day; at: number; id: string }[] }>

/** One invoice's fate: decided by itself, so that whichever is written first changes no other. */
type Life = Omit<Year, 'sent'> &
  Readonly<{
    luck: Chance
    /** Of its own, so that what is said changes nothing about what is bought. */
    words: Chance
  }>

const said = ['ينتظر صرف المستخلص', 'قال إن المحاسب في إجازة', 'بانتظار توقيع الشيك', ''] as const

/** Now and then whoever is late names a day, and mostly keeps it: some pay later, some not at all. */
function promise(
  { words, diary, api }: Life,
  customer: DemoCustomer,
  invoiceId: string,
  dueOn: Day,
  paidOn: Day | undefined,
): void {
  const late = paidOn === undefined || paidOn > addDays(dueOn, 3)
  if (!late || !words.often(0.15)) return
  const keeps = paidOn !== undefined && words.often(0.75)
  const day = workday(keeps ? addDays(paidOn, -words.between(1, 4)) : addDays(dueOn, 2))
  if (day <= dueOn) return
  const promisedFor = keeps ? addDays(paidOn, words.between(0, 1)) : addDays(day, 2)
  const note = words.pick(said)
  const source = words.pick(['call', 'call', 'chat', 'meeting'] as const)
  diary.inTheEvening(day, customer, () =>
    giveWord(api, { customerId: customer.id, invoiceId, dueOn: promisedFor, source, note }),
  )
}

function invoice(year: Year, customer: DemoCustomer, day: Day, at: number): void {
  const { diary, api } = year
  const luck = chance(20_261_122 + at)
  const life = { diary, api, luck, words: chance(20_361_123 + at) }
  diary.on(day, customer, async () => {
    const posted = await api.invoicing.create({
      id: id(),
      post: true,
      customerId: customer.id,
      currency: customer.currency,
      issuedOn: day,
      lines: linesOf(luck, customer),
      ...rateOf(customer.currency, luck),
    })
    year.sent.push({ day, at, id: posted.id })
    let gross = posted.gross
    if (luck.often(0.02)) {
      gross = { ...gross, minor: 0 }
      diary.on(workday(addDays(day, luck.between(1, 6))), customer, async () => {
        await api.invoicing.credit({
          id: posted.id,
          noteId: id(),
          reason: 'إرجاع بضاعة غير مطابقة',
        })
      })
    }
    if (gross.minor === 0) return
    const paidOn = pay(life, customer, gross, day, posted.dueOn)
    promise(life, customer, posted.id, posted.dueOn, paidOn)
  })
}

export type YearPlan = Readonly<{
  api: Api
  luck: Chance
  customers: readonly DemoCustomer[]
  today: Day
  invoices: number
  clock: Clock
  progress: (sentence: string) => void
  /** Hears at each day's end how much of the year has passed, from 0 to 1. */
  lived: (share: number) => Promise<void>
}>

/** Noon of a day in Riyadh: when the demo's people work. */
const noon = (day: Day) => new Date(`${day}T09:00:00Z`).getTime()

/**
 * Lives a year, day by day, through the product's own use cases: invoices, payments, notes.
 * @returns the ids of the invoices, oldest first
 */
export async function liveYear(plan: YearPlan): Promise<string[]> {
  const { luck, customers, today, clock } = plan
  const diary = new Diary(today)
  const year: Year = { diary, api: plan.api, sent: [] }
  const urn = customers.flatMap((customer) =>
    Array.from({ length: customer.weight }, () => customer),
  )
  const first = addDays(today, -364)
  for (let n = 0; n < plan.invoices; n++)
    invoice(year, luck.pick(urn), workday(addDays(first, luck.between(2, 364))), n)
  const present = clock.offsetMs
  let days = 0
  try {
    for (let day = first; day <= today; day = addDays(day, 1)) {
      // Today itself is lived by the real clock, so that nothing is dated later than now.
      clock.offsetMs = day === today ? present : noon(day) - Date.now()
      await diary.live(day, 6)
      await plan.lived(++days / 365)
      if (day.endsWith('-01')) plan.progress(`The demo company has lived until ${day}`)
    }
  } finally {
    clock.offsetMs = present
  }
  return year.sent
    .toSorted((a, b) => (a.day === b.day ? a.at - b.at : a.day < b.day ? -1 : 1))
    .map((each) => each.id)
}
