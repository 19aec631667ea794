import { IconFileInvoice, IconMail, IconReceipt } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { isDay } from '#core/day.ts'
import { Money } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { actorOf, Timeline, type TimelineEvent } from '#web/ui/record/timeline.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useEventWords, useWords } from '#web/words.ts'

/** What happened to one document, newest first. */
export function InvoiceTimeline({ id }: { id: string }) {
  const format = useFormat()
  const by = useWords('ui')
  const say = useEventWords()
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...api.invoicing.timeline.key(), id],
    queryFn: ({ pageParam }) =>
      client.invoicing.timeline({ id, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })
  if (isPending) return <Bones rows={5} />
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  const values = (facts: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(facts).flatMap(([name, value]): (readonly [string, string | number])[] => {
        const money = Money.safeParse(value)
        if (money.success) return [[name, format.money(money.data)]]
        if (typeof value === 'string') return [[name, isDay(value) ? format.day(value) : value]]
        return typeof value === 'number' ? [[name, value]] : []
      }),
    )
  const icon = (name: string) => {
    if (name === 'invoicing.invoice_sent') return <IconMail size={16} />
    return name.startsWith('ledger') ? <IconReceipt size={16} /> : <IconFileInvoice size={16} />
  }
  const events = data.pages
    .flatMap(({ rows }) => rows)
    .flatMap((row): TimelineEvent[] => {
      const title = say(row.name, values(row.facts))
      if (title === undefined) return []
      return [
        {
          id: String(row.seq),
          at: row.at,
          icon: icon(row.name),
          title,
          details: <Bdi>{by('by', { name: actorOf(row) })}</Bdi>,
        },
      ]
    })
  return <Timeline events={events} onMore={hasNextPage ? () => void fetchNextPage() : undefined} />
}
