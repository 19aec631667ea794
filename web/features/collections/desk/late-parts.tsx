import type { DeskCard } from '#core/collections/desk-api.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'

/** «منها 43,648 بشيك يوم 4 ديسمبر، ويُطلب 27,372»: what of the late amount nobody asks for now. */
export function useLateParts(card: DeskCard): string | null {
  const t = useWords('desk')
  const format = useFormat()
  const { covers, late, asked } = card
  if (covers.length === 0) return null
  const said = covers.map(({ by, minor, on }) => {
    const amount = format.money({ minor, currency: late.currency }, true)
    return on === null
      ? t(`held_${by}`, { amount })
      : t(`held_${by}_on`, { amount, day: format.day(on, { near: true }) })
  })
  const parts = said.reduce((a, b) => t('and_part', { a, b }))
  return t(asked.minor > 0 ? 'of_it_asked' : 'of_it_nothing', {
    parts,
    amount: format.money(asked, true),
  })
}
