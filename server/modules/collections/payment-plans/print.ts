import { ltr } from '#core/arabic/direction.ts'
import type { InstalmentState } from '#core/collections/payment-plan.ts'
import type { PaymentPlanRecord } from '#core/collections/plan-api.ts'
import { currencySymbol, formatDay, formatHijri, formatMoney } from '#core/format.ts'
import type { Money } from '#core/money.ts'
import { cardFor, findCustomers } from '#modules/contacts/index.ts'
import { picturesOf } from '#modules/customization/index.ts'
import type { Bilingual } from '#platform/documents/paper.ts'
import { type Look, look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { dayOf } from '#platform/time.ts'
import { headOf } from '../documents/head.ts'
import { type PlanDocument, printPlan } from './documents/plan-document.ts'
import { planWithin, recordOf } from './queries.ts'

const figure = (money: Money): string =>
  money.minor === 0 ? '—' : formatMoney(money, { lang: 'ar', currency: false })

const day = (on: string) => ({
  gregorian: formatDay(on, { lang: 'ar', full: false }),
  hijri: formatHijri(on, { lang: 'ar' }) ?? null,
})

const states: Readonly<Record<InstalmentState, Bilingual>> = {
  paid: { ar: 'مسدد', en: 'Paid' },
  upcoming: { ar: 'لم يحل', en: 'Upcoming' },
  due: { ar: 'يحل اليوم', en: 'Due today' },
  late: { ar: 'حل موعده', en: 'Due' },
  missed: { ar: 'فائت', en: 'Missed' },
}

const marks: Partial<Record<PaymentPlanRecord['state'], Bilingual>> = {
  proposed: { ar: 'عرض بانتظار الموافقة', en: 'Offer' },
  kept: { ar: 'نُفّذت', en: 'Completed' },
  broken: { ar: 'لم تُنفَّذ', en: 'Broken' },
  cancelled: { ar: 'ملغاة', en: 'Cancelled' },
  declined: { ar: 'لم تُقبل', en: 'Declined' },
  expired: { ar: 'انتهى العرض', en: 'Expired' },
  replaced: { ar: 'حلّت محلها خطة أخرى', en: 'Replaced' },
}

async function customerOf(from: Look, { customerId, customerName }: PaymentPlanRecord) {
  const known = (await findCustomers(from, [customerId])).get(customerId)
  const card = known && cardFor(from.session, known)
  const contact = card?.phone ?? card?.email
  return {
    name: { ar: customerName ?? '', en: card?.nameEn ?? null },
    address: null,
    vatNumber: card?.vatNumber ?? null,
    registration: card?.registration ?? null,
    registrationLabel: null,
    contact: contact ? ltr(contact) : null,
  }
}

async function documentOf(from: Look, plan: PaymentPlanRecord): Promise<PlanDocument> {
  const { currency } = plan.amount
  const left = (of: Money, paid: Money) => figure({ minor: of.minor - paid.minor, currency })
  return {
    ...headOf(from),
    mark: marks[plan.state] ?? null,
    code: plan.id.slice(-6).toUpperCase(),
    customer: await customerOf(from, plan),
    currency: { ar: currencySymbol(currency, 'ar'), en: currency },
    asOf: day(from.today),
    agreed: plan.accepted ? day(dayOf(new Date(plan.accepted.at), from.zone)) : null,
    agreedBy: plan.accepted?.by ?? null,
    amount: figure(plan.amount),
    paid: figure(plan.came),
    left: left(plan.amount, plan.came),
    rows: plan.instalments.map(({ dueOn, amount, paid, state }, place) => ({
      place: String(place + 1),
      due: day(dueOn),
      amount: figure(amount),
      paid: figure(paid),
      left: left(amount, paid),
      state: states[state],
    })),
    items: plan.items.map(({ number, amount }) => ({ number, amount: figure(amount) })),
    terms: plan.terms,
  }
}

/** The statement of a plan as it stands now. @throws collections.payment_plan_not_found */
export async function downloadPlan(session: Session, { id }: { id: string }): Promise<File> {
  demand(session, 'collections.read')
  const document = await look(session, async (from) =>
    documentOf(from, await recordOf(from, await planWithin(from, id, 'collections.read'))),
  )
  const bytes = await printPlan(session.house.pdf, document, await picturesOf(session))
  return new File([new Uint8Array(bytes)], `payment-plan-${id.slice(-6)}.pdf`, {
    type: 'application/pdf',
  })
}
