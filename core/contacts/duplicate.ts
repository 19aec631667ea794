import { z } from 'zod'
import { foldName } from '#core/arabic/fold.ts'
import { Id } from '#core/list.ts'

/** Why two records may be one customer, strongest first. */
export const DuplicateReason = z.enum([
  'vat_number',
  'registration',
  'phone',
  'email',
  'name',
  'similar_name',
])
export type DuplicateReason = z.infer<typeof DuplicateReason>

const weights: Readonly<Record<DuplicateReason, number>> = {
  vat_number: 100,
  registration: 95,
  phone: 80,
  email: 80,
  name: 70,
  similar_name: 40,
}
const most = 100

/** How likely two records are one, of 100: the strongest reason, and a little for each other one. */
export function likelihood(reasons: readonly DuplicateReason[]): number {
  const sorted = [...new Set(reasons)].map((reason) => weights[reason]).sort((a, b) => b - a)
  const [strongest = 0, ...others] = sorted
  return Math.min(most, strongest + others.length * 7)
}

/** Names this alike are shown as similar (pg_trgm's measure, 0 to 1). */
export const similarEnough = 0.5

/** What so many businesses trade in that two names are not alike because both say it; folded. */
const trades: ReadonlySet<string> = new Set(
  [
    'للتجاره التجاريه للمقاولات المقاولات للنقل للخدمات الخدمات للتوريد للتوريدات للصناعه الصناعيه',
    'للاغذيه الغذائيه للتقنيه لتقنيه المعلومات للتشغيل للصيانه والصيانه والتشغيل العامه للاستثمار',
    'العقاريه للعقارات للمواد الكهربائيه والسباكه السعوديه العربيه مجموعه القابضه اللوجستيه',
    'trading contracting services general for and the group holding industries transport saudi arabia',
  ].flatMap((line) => line.split(' ')),
)

/** The words of a name that tell it from others of its trade: by these, names are compared as alike. */
export function alikeKey(name: string): string {
  const key = foldName(name)
  const telling = key.split(' ').filter((word) => !trades.has(word))
  return telling.length === 0 ? key : telling.join(' ')
}

export const Duplicate = z.object({
  customer: z.object({ id: Id, number: z.string(), name: z.string(), city: z.string().nullable() }),
  reasons: z.array(DuplicateReason),
  score: z.int(),
})
export type Duplicate = z.infer<typeof Duplicate>
