import { IconMessages, IconPlugConnected, IconTemplate, IconTextCaption } from '@tabler/icons-react'
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
    nav: { section: 'records', order: 63, icon: IconMessages, label: 'messaging:messages' },
  },
  {
    path: '/messages/$id',
    title: 'messaging:message',
    permission: 'messaging.read',
    load: () => import('./message-page.tsx').then(({ MessagePage }) => MessagePage),
  },
  {
    path: '/settings/channels',
    title: 'channels:title',
    permission: 'messaging.manage',
    load: () => import('./accounts-page.tsx').then(({ AccountsPage }) => AccountsPage),
    settings: { order: 50, icon: IconPlugConnected, hint: 'channels:hint' },
  },
  {
    path: '/settings/channels/add',
    title: 'channels:add',
    permission: 'messaging.manage',
    load: () => import('./account-add-page.tsx').then(({ AccountAddPage }) => AccountAddPage),
  },
  {
    path: '/settings/channels/granted',
    title: 'channels:title',
    permission: 'messaging.manage',
    load: () => import('./granted-page.tsx').then(({ GrantedPage }) => GrantedPage),
  },
  {
    path: '/settings/channels/$id',
    title: 'channels:title',
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
  {
    path: '/settings/channel-templates',
    title: 'messaging:channel_templates',
    permission: 'messaging.manage',
    load: () =>
      import('./templates/list-page.tsx').then(({ ChannelTemplatesPage }) => ChannelTemplatesPage),
    settings: { order: 56, icon: IconTemplate, hint: 'messaging:channel_templates_hint' },
  },
  {
    path: '/settings/channel-templates/$id',
    title: 'messaging:channel_templates',
    permission: 'messaging.manage',
    load: () =>
      import('./templates/template-page.tsx').then(
        ({ ChannelTemplatePage }) => ChannelTemplatePage,
      ),
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
export const liveInterests: readonly LiveInterest[] = [
  'message',
  'customer',
  'channel_template',
  'channel_account',
].map((kind) => ({
  kind,
  keys: () => [api.messaging.key()],
}))
