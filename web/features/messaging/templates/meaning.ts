import { useWords } from '#web/words.ts'

const known = [
  ...(['name', 'company', 'total', 'link', 'amount', 'number', 'remaining'] as const),
  ...(['dueDay', 'dueWords'] as const),
  ...(['paidDay', 'deadline', 'collector', 'manager', 'phone', 'until', 'balance'] as const),
  ...(['invoices', 'oldest_days', 'pay', 'paid', 'promise', 'statement', 'call'] as const),
]

/** What a meaning is called; one that nobody has a word for keeps its own name. */
export function useMeaning(): (name: string) => string {
  const t = useWords('messaging')
  return (name) => {
    const word = known.find((each) => each === name)
    if (word) return t(`means_${word}`)
    return name === 'link_end' ? t('place_link_end') : name
  }
}
