import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { ConversationsInput, type ConversationsInput as Input } from '#core/inbox/api.ts'
import { type ConversationRow, Folder } from '#core/inbox/conversation.ts'
import { api, client } from '#web/client.ts'
import type { Search } from '#web/place.ts'
import { type Notice, useTold } from '#web/told.ts'

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

/** How long the list waits before it is read again: conversations change by the dozen. */
const calmMs = 700
/** The same for who only looks at one of them. */
const presenceMs = 4000

/** The conversations of the address, page by page; read again when one of them changed. */
export function useConversations(asked: Asked) {
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
  const rows = useMemo((): readonly ConversationRow[] => {
    const seen = new Set<string>()
    const all = query.data?.pages.flatMap((page) => page.rows) ?? []
    return all.filter(({ id }) => !seen.has(id) && seen.add(id))
  }, [query.data])
  useReadingAgain(rows)
  return { query, rows, total: query.data?.pages[0]?.total ?? 0 }
}

/** How soon the list is to be read again after a notice; not at all when it shows nothing of it. */
function waitAfter({ name, about }: Notice, rows: readonly ConversationRow[]): number | undefined {
  const { kind, id, customerId } = about
  const ofCustomer = (row: ConversationRow) =>
    row.customer !== null && row.customer.id === customerId
  if (name === 'inbox.presence')
    return rows.some((row) => row.id === id || ofCustomer(row)) ? presenceMs : undefined
  // Ticks are told of the thread and money of the payment; both stand in the list too.
  if (name === 'messaging.progress')
    return rows.some(({ threadId }) => threadId === id) ? calmMs : undefined
  if (name.startsWith('payments.')) return !customerId || rows.some(ofCustomer) ? calmMs : undefined
  return kind === 'conversation' ? calmMs : undefined
}

/** Reads the list again when something of it changed, and never before the last reading has ended. */
function useReadingAgain(rows: readonly ConversationRow[]) {
  const queries = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const due = useRef(Number.POSITIVE_INFINITY)
  const reading = useRef(false)
  const readIn = (ms: number) => {
    const at = Date.now() + ms
    if (at >= due.current) return
    clearTimeout(timer.current)
    due.current = at
    timer.current = setTimeout(() => void read(), ms)
  }
  const read = async () => {
    due.current = Number.POSITIVE_INFINITY
    if (reading.current) return readIn(calmMs)
    reading.current = true
    await queries.invalidateQueries({ queryKey: api.inbox.conversations.key() })
    reading.current = false
  }
  useTold((notice) => {
    const ms = waitAfter(notice, rows)
    if (ms !== undefined) readIn(ms)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}
