import { IconMailCog, IconMessages, IconTextCaption } from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type { CustomerTab } from '#web/customer-slots.ts'
import type { FeaturePage, LiveInterest } from '#web/feature.ts'

/** The pages of messaging. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/messages',
    title: 'messaging:messages',
    permission: 'messaging.read',
    load: () => import('./messages-page.tsx').then(({ MessagesPage }) => MessagesPage),
    nav: { section: 'money', order: 50, icon: IconMessages, label: 'messaging:messages' },
  },
  {
    path: '/messages/$id',
    title: 'messaging:message',
    permission: 'messaging.read',
    load: () => import('./message-page.tsx').then(({ MessagePage }) => MessagePage),
  },
  {
    path: '/settings/mail',
    title: 'messaging:account',
    permission: 'messaging.manage',
    load: () => import('./accounts-page.tsx').then(({ AccountsPage }) => AccountsPage),
    settings: { order: 50, icon: IconMailCog, hint: 'messaging:account_hint' },
  },
  {
    path: '/settings/mail/$id',
    title: 'messaging:account_edit',
    permission: 'messaging.manage',
    load: () => import('./account-page.tsx').then(({ AccountPage }) => AccountPage),
  },
  {
    path: '/settings/texts',
    title: 'messaging:templates',
    permission: 'messaging.manage',
    load: () => import('./templates-page.tsx').then(({ TemplatesPage }) => TemplatesPage),
    settings: { order: 55, icon: IconTextCaption, hint: 'messaging:templates_hint' },
  },
]

/** What was said to a customer, on the customer's record. */
export const customerTabs: readonly CustomerTab[] = [
  {
    id: 'messages',
    label: 'messaging:messages',
    order: 50,
    permission: 'messaging.read',
    load: () => import('./customer-tab.tsx').then(({ CustomerMessages }) => CustomerMessages),
  },
]

/** Messages are read again when one of them moved on. */
export const liveInterests: readonly LiveInterest[] = ['message', 'customer'].map((kind) => ({
  kind,
  keys: () => [api.messaging.key()],
}))
