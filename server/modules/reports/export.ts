import { toCsv } from '#core/collections/csv.ts'
import { type Money, toDecimalText } from '#core/money.ts'
import type { CollectorsInput, FiguresInput } from '#core/reports/figures-api.ts'
import type { ForecastInput } from '#core/reports/forecast-api.ts'
import type { Session } from '#platform/session.ts'
import { showCollectors } from './collectors.ts'
import { showFigures } from './figures.ts'
import { showForecast } from './forecast.ts'

const file = (name: string, rows: readonly (readonly string[])[]): File =>
  new File([toCsv(rows)], `${name}.csv`, { type: 'text/csv; charset=utf-8' })

const text = (value: number | null): string => (value === null ? '' : String(value))
const percent = (basisPoints: number | null): string =>
  basisPoints === null ? '' : String(basisPoints / 100)
const money = (amount: Money): string => toDecimalText(amount)

const figureHeads = {
  ar: [
    ...['الشهر', 'حتى', 'لم تستحق بعد', '1 إلى 30', '31 إلى 60', '61 إلى 90', 'فوق 90', 'المستحق'],
    ...['متوسط فترة التحصيل', 'أفضل فترة ممكنة', 'متوسط أيام التأخير', 'مؤشر فعالية التحصيل %'],
    ...['نسبة التحصيل %', 'وعود نُفّذت', 'وعود عُرفت نتيجتها', 'أيام حتى أول تواصل', 'العملة'],
  ],
  en: [
    ...['Month', 'Until', 'Not yet due', '1 to 30', '31 to 60', '61 to 90', 'Over 90', 'Owed'],
    ...['DSO', 'Best possible DSO', 'Average days delinquent', 'CEI %', 'Collection rate %'],
    ...['Promises kept', 'Promises judged', 'Days to first contact', 'Currency'],
  ],
} as const

/** The monthly figures as a file for spreadsheets. */
export async function exportFigures(session: Session, input: FiguresInput): Promise<File> {
  const { months, asOf, currency } = await showFigures(session, input)
  const rows = months.map(({ month, endsOn, buckets, ...row }) => [
    ...[month, endsOn, money(buckets.not_due), money(buckets.days_1_30)],
    ...[money(buckets.days_31_60), money(buckets.days_61_90), money(buckets.days_over_90)],
    ...[money(row.owed), text(row.dso), text(row.bestDso), text(row.add)],
    ...[percent(row.ceiBasisPoints), percent(row.rateBasisPoints)],
    ...[
      String(row.promises.kept),
      String(row.promises.of),
      text(row.firstContact.median),
      currency,
    ],
  ])
  return file(`collection-figures-${asOf}`, [[...figureHeads[session.language]], ...rows])
}

const forecastHeads = {
  ar: ['من', 'إلى', 'المتوقع', 'الأقل', 'الأكثر', 'بالعادة', 'وعود', 'أقساط', 'شيكات', 'العملة'],
  en: [
    'From',
    'To',
    'Expected',
    'Low',
    'High',
    'Habit',
    'Promises',
    'Plans',
    'Cheques',
    'Currency',
  ],
} as const

/** The forecast by week as a file for spreadsheets. */
export async function exportForecast(session: Session, input: ForecastInput): Promise<File> {
  const { weeks, asOf, currency } = await showForecast(session, input)
  const rows = weeks.map(({ startsOn, endsOn, expected, low, high, bySource }) => [
    ...[startsOn, endsOn, money(expected), money(low), money(high), money(bySource.due)],
    ...[money(bySource.promise), money(bySource.plan), money(bySource.cheque), currency],
  ])
  return file(`forecast-${asOf}`, [[...forecastHeads[session.language]], ...rows])
}

const collectorHeads = {
  ar: [
    'المحصّل',
    'محاولات',
    'وصل إليهم',
    'وعود',
    'الموعود',
    'نُفّذت',
    'عُرفت نتيجتها',
    'وصل',
    'العملة',
  ],
  en: [
    'Collector',
    'Contacts',
    'Reached',
    'Promises',
    'Promised',
    'Kept',
    'Judged',
    'Money in',
    'Currency',
  ],
} as const

/** What collectors did and brought, a line each, as a file for spreadsheets. */
export async function exportCollectors(session: Session, input: CollectorsInput): Promise<File> {
  const { rows, currency } = await showCollectors(session, input)
  const lines = rows.map((row) => [
    ...[row.name, String(row.contacts), String(row.reached), String(row.promises)],
    ...[money(row.promised), String(row.kept), String(row.of), money(row.money), currency],
  ])
  return file(`collectors-${input.from}-${input.to}`, [
    [...collectorHeads[session.language]],
    ...lines,
  ])
}
