import { useState } from 'react'
import { formatMoney } from '#core/format.ts'
import { type Money, total } from '#core/money.ts'
import { useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import type { Papers } from './papers-dialog.tsx'
import { letter } from './papers-words.ts'

/** What is open on these invoices, in the currency of the first. */
function sumOf({ invoices }: Papers): Money | undefined {
  const currency = invoices[0]?.balance.currency
  const balances = invoices.map(({ balance }) => balance)
  return (
    currency &&
    total(
      balances.filter((balance) => balance.currency === currency),
      currency,
    )
  )
}

type Reader = Readonly<{ language: 'ar' | 'en'; name: string }>

/** What goes along of what was ticked, what is said with it, and the ids under which it leaves. */
export function useLetter(all: Papers, { language, name }: Reader) {
  const { company } = useMe()
  const [unticked, setUnticked] = useState<readonly string[]>([])
  const [linkId, setLinkId] = useState(newId)
  const [sendings] = useState(() => new Map(all.invoices.map(({ id }) => [id, newId()])))
  const [own, setOwn] = useState<string | null>(null)
  const papers = { ...all, invoices: all.invoices.filter(({ id }) => !unticked.includes(id)) }
  const sum = sumOf(papers)
  // Until somebody writes in it, it speaks of what is ticked.
  const text =
    own ??
    letter(papers.kind, language, {
      name,
      company: (language === 'en' ? company.nameEn : undefined) ?? company.name,
      amount: sum ? formatMoney(sum, { lang: language }) : '',
      numbers: papers.invoices.flatMap(({ number }) => number ?? []),
    })
  const tick = (id: string) => {
    setUnticked(unticked.includes(id) ? unticked.filter((each) => each !== id) : [...unticked, id])
    // Another link than the one that was asked for before.
    setLinkId(newId())
  }
  return { papers, sum, text, write: setOwn, tick, linkId, sendings }
}
