import { IconInbox, IconMessage2 } from '@tabler/icons-react'
import { api, client } from '#web/client.ts'
import type { CustomerTab } from '#web/customer-slots.ts'
import type { FeaturePage, LiveInterest, SearchProvider } from '#web/feature.ts'
import { Bdi } from '#web/ui/text/text.tsx'
import { useUnreadCount } from './use-counts.ts'

/** The pages of the inbox: the list alone, and the list with one conversation open beside it. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/inbox',
    title: 'inbox:inbox',
    permission: 'inbox.read',
    load: () => import('./inbox-page.tsx').then(({ InboxPage }) => InboxPage),
    nav: {
      section: 'home',
      order: 5,
      icon: IconInbox,
      label: 'inbox:inbox_short',
      thumb: { order: 1 },
      useCount: useUnreadCount,
    },
  },
  {
    path: '/inbox/$id',
    title: 'inbox:inbox',
    permission: 'inbox.read',
    load: () => import('./inbox-page.tsx').then(({ ConversationPage }) => ConversationPage),
  },
]

/** Words of messages, for the command palette. */
export const searchProviders: readonly SearchProvider[] = [
  {
    label: 'inbox:in_messages',
    permission: 'inbox.read',
    search: async (text, signal) => {
      if (text.trim().length < 2) return []
      const { rows } = await client.inbox.search({ text: text.trim(), limit: 5 }, { signal })
      return rows.flatMap((row) =>
        row.conversationId === null
          ? []
          : [
              {
                id: row.messageId,
                to: `/inbox/${row.conversationId}?message=${row.messageId}`,
                icon: IconMessage2,
                title: <Bdi>{row.snippet}</Bdi>,
                hint: <Bdi>{row.customer?.name ?? row.by}</Bdi>,
              },
            ],
      )
    },
  },
]

/** Every conversation with a customer, on the customer's record. */
export const customerTabs: readonly CustomerTab[] = [
  {
    id: 'conversations',
    label: 'inbox:conversations',
    order: 5,
    permission: 'inbox.read',
    load: () =>
      import('./customer-tab.tsx').then(({ CustomerConversations }) => CustomerConversations),
  },
]

/** The counts are everywhere; what an open conversation shows listens for itself. */
export const liveInterests: readonly LiveInterest[] = [
  {
    kind: 'conversation',
    keys: () => [api.inbox.counts.key(), api.inbox.ofCustomer.key()],
    calm: true,
  },
]
