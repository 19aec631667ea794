import { ltr } from '#core/arabic/direction.ts'
import { type InstalmentJudged, judgePlan } from '#core/collections/payment-plan.ts'
import { column, dayText, figure } from '../../documents/cells.ts'
import type { SheetSection } from '../../documents/sheet-document.ts'
import { judgedOf, type StandingPlan, withParts } from '../../payment-plans/store.ts'
import type { PaymentPlanTable } from '../../payment-plans/tables.ts'
import { type From, settlementsOf } from '../../store.ts'
import { clock, type Subject } from './logs.ts'

const plans: Readonly<Record<PaymentPlanTable['state'], string>> = {
  proposed: 'بانتظار الموافقة / Offered',
  active: 'قائمة / In force',
  kept: 'نُفّذت / Kept',
  broken: 'لم تُنفَّذ / Broken',
  cancelled: 'ملغاة / Cancelled',
  declined: 'لم تُقبل / Declined',
  expired: 'انتهى العرض / Ran out',
  replaced: 'حلّت محلها أخرى / Replaced',
}
const instalments: Readonly<Record<InstalmentJudged['state'], string>> = {
  paid: 'مسدد / Paid',
  upcoming: 'لم يحل / Upcoming',
  due: 'يحل اليوم / Due',
  late: 'في المهلة / In grace',
  missed: 'فائت / Missed',
}
const ways = { link: 'من الرابط / By link', staff: 'سجّلها موظف / Noted by staff' }
const none = { ar: 'لا خطط سداد', en: 'No payment plans' }

/** The plans that spread an invoice of the pack; what else the customer agreed to is not its subject. */
async function plansOf(from: From, { parties, invoiceIds }: Subject): Promise<StandingPlan[]> {
  const rows = await from.run<PaymentPlanTable>(
    `select p.* from payment_plan p where p.company_id = $1 and p.customer_id = any($2::uuid[])
       and exists (select 1 from payment_plan_item i where i.company_id = p.company_id
         and i.plan_id = p.id and i.invoice_id = any($3::uuid[]))
     order by p.proposed_at, p.id limit 200`,
    [from.companyId, parties, invoiceIds],
  )
  return withParts(from, rows)
}

function agreementOf(from: From, { row }: StandingPlan): string {
  const at = clock(from)
  if (!row.accepted_at || !row.accepted_how) return '—'
  const who = [row.accepted_by, ways[row.accepted_how], at(row.accepted_at)]
  return [...who, row.accepted_address && ltr(row.accepted_address)].filter(Boolean).join('\n')
}

/** A plan whose offer ended was nobody's agreement: of its instalments nothing was missed. */
const wasAgreed = ({ row }: StandingPlan): boolean => row.accepted_at !== null

/** The payment plans over the pack's invoices: what was offered, who agreed to which words, what came. */
export async function planLog(from: From, subject: Subject): Promise<SheetSection[]> {
  const at = clock(from)
  const found = await plansOf(from, subject)
  const settlements = await settlementsOf(from, found)
  const money = ({ row }: StandingPlan, minor: number) => figure({ minor, currency: row.currency })
  return [
    {
      title: { ar: 'خطط السداد', en: 'Payment plans' },
      columns: [
        column('', 'No.', 'num'),
        column('عُرضت', 'Offered'),
        column('الفواتير', 'Invoices', 'code'),
        column('المبلغ', 'Amount', 'num'),
        column('الموافقة', 'Agreement'),
        column('ما وافق عليه', 'What was agreed to', 'text', 'wide'),
        column('ما آل إليه', 'Outcome'),
      ],
      rows: found.map((plan, index) => [
        String(index + 1),
        at(plan.row.proposed_at),
        plan.items.map(({ number }) => number).join(' '),
        money(plan, plan.row.amount),
        agreementOf(from, plan),
        plan.row.accepted_text ?? '—',
        plans[plan.row.state],
      ]),
      sums: [],
      none,
    },
    {
      title: { ar: 'الأقساط', en: 'Instalments' },
      columns: [
        column('الخطة', 'Plan', 'num'),
        column('القسط', 'Instalment', 'num'),
        column('موعده', 'Due', 'text', 'wide'),
        column('المبلغ', 'Amount', 'num'),
        column('وصل منه', 'Came', 'num'),
        column('حاله', 'State'),
      ],
      rows: found.flatMap((plan, index) =>
        judgePlan(judgedOf(plan), settlements, from.today).instalments.map((part, place) => [
          String(index + 1),
          String(place + 1),
          dayText(part.dueOn),
          money(plan, part.minor),
          wasAgreed(plan) ? money(plan, part.paid) : '—',
          wasAgreed(plan) ? instalments[part.state] : '—',
        ]),
      ),
      sums: [],
      none,
    },
  ]
}
