import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { ConversationsInput, type ConversationsInput as Input } from '#core/inbox/api.ts'
import { type ConversationRow, Folder } from '#core/inbox/conversation.ts'
import { api, client } from '#web/client.ts'
import type { Search } from '#web/place.ts'
import { useTold } from '#web/told.ts'

/** What the address asks of the list. */
export type Asked = Omit<Input, 'cursor' | 'limit'>

const pageSize = 50

const many = (value: string | undefined) => (value ? value.split(',') : undefined)

/** Reads the address; what it holds and the contract does not know is dropped. */
export function askedOf(search: Search): Asked {
  const folder = Folder.safeParse(search['folder'])
  const wanted = {
    folder: folder.success ? folder.data : 'mine',
    text: search['q'] || undefined,
    channel: many(search['channel']),
    typeId: many(search['type']),
    labelId: many(search['label']),
    assigneeId: search['agent'] || undefined,
    unread: search['unread'] ? true : undefined,
    overdue: search['late'] ? true : undefined,
    sort: search['sort'] || undefined,
  }
  const held = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  const read = ConversationsInput.safeParse(held)
  return read.success ? read.data : { folder: 'mine', sort: 'newest' }
}

/** The names in the address that narrow the list. */
export const filterNames = ['channel', 'type', 'label', 'agent', 'unread', 'late'] as const

/** How often the list is read again at most while conversations change by the dozen. */
const calmMs = 700

/** The conversations of the address, page by page; read again when one of them changed. */
export function useConversations(asked: Asked) {
  const queries = useQueryClient()
  const query = useInfiniteQuery({
    queryKey: [...api.inbox.conversations.key(), 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      client.inbox.conversations(
        { ...asked, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useTold(({ name, about: { kind } }) => {
    // Ticks are told of the thread and money of the payment; both stand in the list too.
    const other = name === 'messaging.progress' || name.startsWith('payments.')
    if (kind !== 'conversation' && !other) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void queries.invalidateQueries({ queryKey: api.inbox.conversations.key() })
    }, calmMs)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  const rows = useMemo((): readonly ConversationRow[] => {
    const seen = new Set<string>()
    const all = query.data?.pages.flatMap((page) => page.rows) ?? []
    return all.filter(({ id }) => !seen.has(id) && seen.add(id))
  }, [query.data])
  return { query, rows, total: query.data?.pages[0]?.total ?? 0 }
}
