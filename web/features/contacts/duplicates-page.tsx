import { Button } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Suggestion } from '#core/contacts/api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { WrongPhone } from '#web/ui/text/checked-phone.tsx'
import { Bdi, Code, Day, Phone } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './contacts.module.css'
import { MergeDialog } from './merge-dialog.tsx'
import { useChange } from './use-change.ts'

/** Pairs of records that may be one customer, each with its reasons and two ways to settle it. */
export function DuplicatesPage() {
  const t = useWords('contacts')
  const ui = useWords('ui')
  const [merging, setMerging] = useState<Suggestion | null>(null)
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...api.contacts.suggestions.key(), 'page'],
    queryFn: ({ pageParam }) =>
      client.contacts.suggestions({ limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Sheet label={t('duplicates')}>
      <PageHead title={t('duplicates')}>{t('duplicates_hint')}</PageHead>
      {isPending && <Bones rows={5} />}
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && (
        <Blank icon={<IconUsersGroup size={30} />} title={t('duplicates_none')}>
          {t('duplicates_none_hint')}
        </Blank>
      )}
      <ul className={css['pairs']}>
        {rows.map((pair) => (
          <Pair key={`${pair.first.id} ${pair.second.id}`} pair={pair} onMerge={setMerging} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" m={24} onClick={() => void fetchNextPage()}>
          {ui('more')}
        </Button>
      )}
      {merging && (
        <MergeDialog
          survivor={merging.first}
          other={merging.second}
          onClose={() => setMerging(null)}
        />
      )}
    </Sheet>
  )
}

type PairProps = Readonly<{ pair: Suggestion; onMerge: (pair: Suggestion) => void }>

function Pair({ pair, onMerge }: PairProps) {
  const t = useWords('contacts')
  const merges = useMay()('contacts.merge') !== undefined
  const dismiss = useChange(
    () => client.contacts.dismiss({ firstId: pair.first.id, secondId: pair.second.id }),
    () => toast.said(t('dismissed')),
  )
  return (
    <li>
      <SideOf side={pair.first} />
      <SideOf side={pair.second} />
      <div>
        <p>{pair.reasons.map((reason) => t(`reason_${reason}`)).join(t('comma'))}</p>
        {merges && (
          <div className={css['adds']}>
            <Button variant="default" onClick={() => onMerge(pair)}>
              {t('same_merge')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              loading={dismiss.isPending}
              onClick={() => dismiss.mutate(undefined)}
            >
              {t('not_same')}
            </Button>
          </div>
        )}
      </div>
    </li>
  )
}

function SideOf({ side }: { side: Suggestion['first'] }) {
  const t = useWords('contacts')
  const format = useFormat()
  return (
    <div>
      <b>
        <Go to={`/customers/${side.id}`} className="link">
          <Bdi>{side.name}</Bdi>
        </Go>
      </b>
      <small>
        <Code quiet>{side.number}</Code>
        {side.city && <Bdi>{side.city}</Bdi>}
        {side.phone && <Phone value={side.phone} />}
        {side.wrongPhone && <WrongPhone value={side.wrongPhone} />}
        {side.vatNumber && <Code quiet>{side.vatNumber}</Code>}
        <span>
          {t('added_on')} <Day value={format.dayOf(side.createdAt)} near />
        </span>
      </small>
    </div>
  )
}
