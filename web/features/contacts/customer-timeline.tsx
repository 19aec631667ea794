import {
  IconArchive,
  IconArrowsJoin2,
  IconArrowsSplit2,
  IconCash,
  IconEraser,
  IconFileInvoice,
  IconHandStop,
  IconHistory,
  IconMail,
  IconPencil,
  IconUserPlus,
} from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { TimelineEntry } from '#core/contacts/api.ts'
import { isDay } from '#core/day.ts'
import { Money } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { actorOf, Timeline, type TimelineEvent } from '#web/ui/record/timeline.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useEventWords, useWords } from '#web/words.ts'

const icons: Readonly<Record<string, ReactNode>> = {
  'contacts.customer_added': <IconUserPlus size={16} />,
  'contacts.customer_changed': <IconPencil size={16} />,
  'contacts.customer_archived': <IconArchive size={16} />,
  'contacts.customer_erased': <IconEraser size={16} />,
  'contacts.customers_merged': <IconArrowsJoin2 size={16} />,
  'contacts.customers_unmerged': <IconArrowsSplit2 size={16} />,
}
const ofPromises = /^collections\.promise_/
const iconsByModule: Readonly<Record<string, ReactNode>> = {
  invoicing: <IconFileInvoice size={16} />,
  payments: <IconCash size={16} />,
  messaging: <IconMail size={16} />,
}

const iconOf = (name: string, module: string): ReactNode =>
  ofPromises.test(name) ? (
    <IconHandStop size={16} />
  ) : (
    (icons[name] ?? iconsByModule[module] ?? <IconHistory size={16} />)
  )

/** Everything that happened with the customer, whichever feature told it. */
export function CustomerTimeline({ customerId }: { customerId: string }) {
  const format = useFormat()
  const by = useWords('ui')
  const say = useEventWords()
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...api.contacts.timeline.key(), customerId],
    queryFn: ({ pageParam }) =>
      client.contacts.timeline({
        ...{ id: customerId, limit: 50 },
        ...(pageParam ? { cursor: pageParam } : {}),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })
  if (isPending) return <Bones rows={6} />
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  const values = (facts: TimelineEntry['facts']) =>
    Object.fromEntries(
      Object.entries(facts).flatMap(([name, value]) => {
        const money = Money.safeParse(value)
        if (money.success) return [[name, format.money(money.data)]]
        if (typeof value === 'string' && isDay(value)) return [[name, format.day(value)]]
        return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : []
      }),
    )
  const rows = data.pages.flatMap((page) => page.rows)
  return (
    <Timeline
      events={rows.flatMap((row): TimelineEvent[] => {
        const title = say(row.name, values(row.facts))
        if (title === undefined) return []
        const [module = ''] = row.name.split('.')
        return [
          {
            id: String(row.seq),
            at: row.at,
            icon: iconOf(row.name, module),
            title,
            details: <Bdi>{by('by', { name: actorOf(row) })}</Bdi>,
          },
        ]
      })}
      onMore={hasNextPage ? () => void fetchNextPage() : undefined}
    />
  )
}
